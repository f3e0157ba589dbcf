import { writeName } from "@relata/language";
import type { Model } from "@relata/model";
import { drawPicture } from "./draw-picture.ts";
import { framesOf, type Frame } from "./frames.ts";
import { mermaidId } from "./mermaid-id.ts";
import { mermaidText } from "./mermaid-text.ts";
import type { Box, Line, LineKind, PictureOptions } from "./picture.ts";
import { ranksOf } from "./ranks.ts";
import { wrapWords } from "./wrap-words.ts";

/** How a model is drawn. */
export interface MermaidOptions extends PictureOptions {
  /** Where lines lead. By default to the right, or down where more than three boxes would stand in a row. */
  readonly direction?: "right" | "down";
}

/** Boxes of objects beside each other that a page has room for. */
const MAX_RANKS = 3;

/** Characters in a row of a box, and in a label on a line, before it is broken. */
const ROW_WIDTH = 60;
const LABEL_WIDTH = 26;

/** Each kind of line is told apart by its stroke and by its label, never by colour. */
const STROKES: Readonly<Record<LineKind, readonly [string, string]>> = {
  one: ["--", "-->"],
  set: ["==", "==>"],
  every: ["-.", ".->"],
};

/** Shapes tell the two roles apart; the colours only repeat it, and are readable on light and dark, in any kind of sight. */
const STYLES = [
  "classDef object stroke:#3B8FD0,stroke-width:2px,text-align:left",
  "classDef subject stroke:#D98200,stroke-width:2px",
  "classDef namespace fill:none,stroke:#8A8A8A,stroke-dasharray:4",
] as const;

/**
 * The model as a Mermaid flowchart: types as boxes that hold what their permissions are made of, relations as lines to the
 * subjects that they admit. A line is solid to one subject, thick to a subject set, dotted to every subject of a type.
 *
 * Law: equal models and options give equal text, whatever the order of declarations and files. Any name that a model can
 * have is shown as it is. Ends with a newline. Cost: linear in the model.
 *
 * @throws Failure `unknown_type`
 */
export function mermaid(model: Model, options: MermaidOptions = {}): string {
  const picture = drawPicture(model, options);
  const { boxes, lines } = picture;
  const frames = framesOf(boxes);
  const direction = options.direction ?? (ranksOf(picture) > MAX_RANKS ? "down" : "right");
  return [
    // Why: rows are broken here, where the operators are known, and not by the width of letters.
    '%%{init: {"flowchart": {"wrappingWidth": 800}}}%%',
    `flowchart ${direction === "down" ? "TB" : "LR"}`,
    "  %% solid: one subject; thick: a subject set; dotted: every subject of the type",
    ...frames.flatMap(frameText).map((line) => `  ${line}`),
    ...lines.map((line) => `  ${lineText(line)}`),
    ...STYLES.map((line) => `  ${line}`),
    ...classLines(boxes, frames).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

function frameText({ namespace, boxes }: Frame): readonly string[] {
  const texts = boxes.map(boxText);
  if (namespace === undefined) return texts;
  const title = mermaidText(writeName(namespace));
  return [`subgraph ${mermaidId("n", namespace)}["${title}"]`, ...texts.map((text) => `  ${text}`), "end"];
}

function boxText({ type, role, rows }: Box): string {
  const name = `<b>${mermaidText(writeName(type))}</b>`;
  const id = mermaidId("t", type);
  if (role === "subject") return `${id}(["${name}"])`;
  if (rows.length === 0) return `${id}["${name}"]`;
  const broken = rows.map((row) => wrapWords(row, ROW_WIDTH).map(mermaidText).join("<br>#nbsp;#nbsp;#nbsp;"));
  return `${id}["${name}<hr><div>${broken.join("<br>")}</div>"]`;
}

function lineText({ from, to, kind, labels }: Line): string {
  const [start, end] = STROKES[kind];
  const label = wrapWords(labels.join(", "), LABEL_WIDTH).map(mermaidText).join("<br>");
  return `${mermaidId("t", from)} ${start} "${label}" ${end} ${mermaidId("t", to)}`;
}

/** Which boxes and frames are drawn in which style. */
function classLines(boxes: readonly Box[], frames: readonly Frame[]): readonly string[] {
  const ids = (role: Box["role"]) => boxes.filter((box) => box.role === role).map(({ type }) => mermaidId("t", type));
  const spaces = frames.flatMap(({ namespace }) => (namespace === undefined ? [] : [mermaidId("n", namespace)]));
  const classes = Object.entries({ object: ids("object"), subject: ids("subject"), namespace: spaces });
  return classes.flatMap(([name, members]) => (members.length === 0 ? [] : [`class ${members.join(",")} ${name}`]));
}
