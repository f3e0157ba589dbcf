export { mermaid, type MermaidOptions } from "./mermaid.ts";
export { mermaidSketch, type Sketch, type SketchBox, type SketchLine, type SketchStyle } from "./mermaid-sketch.ts";
export { MAX_LINES_INTO, MAX_ROWS, type PictureOptions } from "./picture.ts";
export { CLOSING, OPENING, placeInMarkdown } from "./place-in-markdown.ts";
export { drawingLimit } from "./drawing-limit.ts";
