import { mermaidText } from "./mermaid-text.ts";
import { wrapWords } from "./wrap-words.ts";

/** Boxes with text in them, and lines between them: what any tree or graph can be drawn as. */
export interface Sketch {
  readonly boxes: readonly SketchBox[];
  /** Between boxes by their places in the list. */
  readonly lines: readonly SketchLine[];
}

export interface SketchBox {
  readonly text: string;
  /** Only repeats in colour what the text says. */
  readonly style?: SketchStyle;
}

export interface SketchLine {
  readonly from: number;
  readonly to: number;
  readonly dotted?: true;
  readonly label?: string;
}

export type SketchStyle = "allowed" | "denied" | "conditional";

/** Letters of a line in a box before it is broken. */
const WIDTH = 48;

/** Readable on light and dark, in any kind of sight. */
const STROKES: Readonly<Record<SketchStyle, string>> = {
  allowed: "#2E8B57",
  denied: "#C8553D",
  conditional: "#D98200",
};

/**
 * The sketch as a Mermaid flowchart, from the top down. Boxes are numbered, so that no text of theirs is ever read as
 * Mermaid's own words.
 *
 * Law: Mermaid shows each text as it is given, but that any white space separates words. Ends with a newline. Cost: linear.
 */
export function mermaidSketch({ boxes, lines }: Sketch): string {
  const styles = (Object.keys(STROKES) as SketchStyle[]).flatMap((style) => {
    const ids = boxes.flatMap((box, i) => (box.style === style ? [idOf(i)] : []));
    if (ids.length === 0) return [];
    return [
      `classDef ${style} stroke:${STROKES[style]},stroke-width:2px,text-align:left`,
      `class ${ids.join(",")} ${style}`,
    ];
  });
  const drawn = [...boxes.map((box, i) => `${idOf(i)}["${labelOf(box.text)}"]`), ...lines.map(lineText), ...styles];
  return ["flowchart TB", ...drawn.map((line) => `  ${line}`), ""].join("\n");
}

function lineText({ from, to, dotted, label }: SketchLine): string {
  const [start, end] = dotted === true ? ["-.", ".->"] : ["--", "-->"];
  const stroke = label === undefined ? (dotted === true ? "-.->" : "-->") : `${start} "${labelOf(label)}" ${end}`;
  return `${idOf(from)} ${stroke} ${idOf(to)}`;
}

function idOf(i: number): string {
  return `b${i}`;
}

function labelOf(text: string): string {
  return wrapWords(text.trim().replaceAll(/\s+/gu, " "), WIDTH).map(mermaidText).join("<br>");
}
