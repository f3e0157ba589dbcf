/** What is drawn of a model, before any notation: boxes, and lines between them, both in a stable order. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** A type. */
export interface Box {
  readonly type: string;
  /** A `subject` is a type that nothing can be done to: without relations and permissions. */
  readonly role: "subject" | "object";
  /** What stands in the box below the name, as a model file writes it: `owner: user`, `view = viewer + parent->view`. */
  readonly rows: readonly string[];
}

/** The relations of one type that admit the same kind of subject of another, or of itself. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: LineKind;
  /** `owner`, `auditor with office_hours`, `viewer: group#member`, `viewer: user:*`. */
  readonly labels: readonly string[];
}

/** To one subject, to a subject set, or to every subject of the type. */
export type LineKind = "one" | "set" | "every";

/** What to draw. */
export interface PictureOptions {
  /** Only these types, whole, and around them what they have relations with. Without any: all of the model. */
  readonly types?: readonly string[];
  /** Whether the boxes hold what permissions are made of. By default, up to {@link MAX_ROWS} of them. */
  readonly permissions?: boolean;
}

/** Expressions in a picture that still fits a page. */
export const MAX_ROWS = 48;

/** Types that may have lines to the same one: where more would, each names it in its box instead. */
export const MAX_LINES_INTO = 8;
