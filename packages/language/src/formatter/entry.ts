import type { Layout, TrailingComment } from "./layout.ts";

/** What stands in lines of its own in a file or in a type, in the order of the text. */
export type Entry = CommentEntry | Statement | Block;

/** A comment in a line of its own. */
export interface CommentEntry {
  readonly kind: "comment";
  readonly text: string;
  readonly isDoc: boolean;
  afterBlank: boolean;
}

/** A declaration without a block: a relation, a policy, a type without members. */
export interface Statement {
  readonly kind: "statement";
  /** Statements of one word line up with each other. */
  readonly word: string;
  /** The layout, with that many columns more between its name and what it is. */
  readonly layout: (padding: number) => Layout;
  /** Columns up to the end of its name; absent where nothing is lined up behind it. */
  readonly label?: number;
  afterBlank: boolean;
  comment: TrailingComment | undefined;
}

/** A type with its members. */
export interface Block {
  readonly kind: "block";
  readonly word: string;
  readonly head: Layout;
  readonly entries: readonly Entry[];
  /** Behind the opening brace. */
  readonly opening: TrailingComment | undefined;
  afterBlank: boolean;
  /** Behind the closing one. */
  comment: TrailingComment | undefined;
}
