/** What a change is about. */
export type ChangedPart =
  | "type"
  | "relation"
  | "permission"
  | "subjects"
  | "rewrite"
  | "attribute"
  | "policy"
  | "context"
  | "documentation";

/** One difference between two models. */
export interface ModelChange {
  readonly kind: "added" | "removed" | "changed";
  readonly of: ChangedPart;
  /** `folder`, `folder#view`, `invoice.amount`, `policy refundable`, `context.region`. */
  readonly path: string;
  /** The change as a sentence, with names in backticks: "`folder#view` gains `parent->view`". */
  readonly words: string;
  /** What stood there, as a model file writes it; absent of what was added. */
  readonly before?: string;
  readonly after?: string;
  /** Of what was removed or added: the path that it may have been renamed to, or from. A guess, and no more. */
  readonly rename?: string;
}
