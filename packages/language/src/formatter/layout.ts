/**
 * What is to be written, and where it may be broken over lines. A group stands on one line where it fits there; otherwise
 * all of its own lines break, and each group inside decides for itself.
 */
export type Layout = string | readonly Layout[] | Line | Break | Remark | Indent | Group;

/** A line break in a group that is broken, and the text `flat` in one that is not. */
export interface Line {
  readonly kind: "line";
  readonly flat: string;
}

/** A line break, always. */
export interface Break {
  readonly kind: "break";
}

/** A comment behind code. What follows it is a break, since it reaches to the end of its line. */
export interface Remark {
  readonly kind: "remark";
  readonly comment: TrailingComment;
}

/** Breaks inside go on two columns further right. */
export interface Indent {
  readonly kind: "indent";
  readonly of: Layout;
}

export interface Group {
  readonly kind: "group";
  readonly of: Layout;
  /** Its width on one line; infinite where a break or a comment in it forbids that. */
  readonly width: number;
}

/** A comment at the end of a line of code, and the columns that its author left before it. */
export interface TrailingComment {
  readonly text: string;
  readonly gap: number;
}

export const BREAK: Break = { kind: "break" };

export function line(flat = " "): Line {
  return { kind: "line", flat };
}

export function indent(of: Layout): Indent {
  return { kind: "indent", of };
}

/** Cost: one walk over what lies between this group and those inside it, so that all groups together cost linear time. */
export function group(of: Layout): Group {
  return { kind: "group", of, width: widthOf(of) };
}

/** The width of a layout on one line; infinite where it cannot stand on one. */
export function widthOf(layout: Layout): number {
  if (typeof layout === "string") return columnsOf(layout);
  if (isList(layout)) return layout.reduce((sum, part) => sum + widthOf(part), 0);
  switch (layout.kind) {
    case "line":
      return layout.flat.length;
    case "break":
    case "remark":
      return Number.POSITIVE_INFINITY;
    case "indent":
      return widthOf(layout.of);
    case "group":
      return layout.width;
  }
}

/** Characters, so that names of other scripts line up in most fonts. */
export function columnsOf(text: string): number {
  if (!/[^ -~]/.test(text)) return text.length;
  return Array.from(text).length;
}

/** Why: `Array.isArray` does not know read-only arrays. */
export function isList(layout: Layout): layout is readonly Layout[] {
  return Array.isArray(layout);
}
