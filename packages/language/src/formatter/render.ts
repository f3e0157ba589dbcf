import { WIDTH } from "../printer/width.ts";
import { columnsOf, isList, type Layout, type TrailingComment } from "./layout.ts";

/** A line of the formatted text. An empty one has no indentation. */
export interface TextLine {
  readonly indent: number;
  text: string;
  /** Stands behind the text; where exactly depends on the lines around. */
  comment: TrailingComment | undefined;
}

/** A part of a layout that is still to be written. */
interface Frame {
  readonly layout: Layout;
  readonly indent: number;
  readonly flat: boolean;
}

/**
 * The lines of a layout. A group is written flat where it fits with all that must stand on the same line behind it.
 * Cost: linear in the layout; looking ahead ends at the width of a line.
 */
export function render(layout: Layout, indent: number): TextLine[] {
  const lines: TextLine[] = [];
  let current: TextLine = { indent, text: "", comment: undefined };
  let column = indent;
  const frames: Frame[] = [{ layout, indent, flat: false }];
  const write = (text: string): void => {
    current.text += text;
    column += columnsOf(text);
  };
  const end = (next: number): void => {
    lines.push(current);
    current = { indent: next, text: "", comment: undefined };
    column = next;
  };
  for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
    const { layout: part, indent: depth, flat } = frame;
    if (typeof part === "string") write(part);
    else if (isList(part)) {
      for (let i = part.length - 1; i >= 0; i--) frames.push({ layout: part[i] ?? "", indent: depth, flat });
    } else if (part.kind === "remark") current.comment = part.comment;
    else if (part.kind === "break" || (part.kind === "line" && !flat)) end(depth);
    else if (part.kind === "line") write(part.flat);
    else if (part.kind === "indent") frames.push({ layout: part.of, indent: depth + 2, flat });
    else frames.push({ layout: part.of, indent: depth, flat: flat || fits(column + part.width, frames) });
  }
  return [...lines, current];
}

/** Whether what ends in that column fits, with what follows up to the next place that may break. */
function fits(column: number, frames: readonly Frame[]): boolean {
  let left = WIDTH - column;
  for (let i = frames.length - 1; i >= 0 && left >= 0; i--) {
    const after = lead(frames[i]?.layout ?? "", left);
    left = after.left;
    if (after.broken) break;
  }
  return left >= 0;
}

interface Lead {
  /** The columns that are left of those given, negative where they do not suffice. */
  readonly left: number;
  /** Whether the layout may break, so that nothing behind it counts. */
  readonly broken: boolean;
}

/** What of a layout must stand on the line on which it begins. */
function lead(layout: Layout, columns: number): Lead {
  if (typeof layout === "string") return { left: columns - columnsOf(layout), broken: false };
  if (!isList(layout)) {
    return layout.kind === "indent" || layout.kind === "group"
      ? lead(layout.of, columns)
      : { left: columns, broken: true };
  }
  let left = columns;
  for (const part of layout) {
    const after = lead(part, left);
    if (after.broken || after.left < 0) return after;
    left = after.left;
  }
  return { left, broken: false };
}
