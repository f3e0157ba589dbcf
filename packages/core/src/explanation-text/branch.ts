import type { ObjectRef, Truth } from "@relata/model";

/** A relation or permission of an object: what a reason is written down under. */
export interface Name {
  readonly object: ObjectRef;
  readonly name: string;
}

/**
 * One line of an explanation, and what stands below it within one name. What stands below another name is looked up when
 * the line is drawn, so that a branch is as small as one expression of the model, however deep the data.
 */
export interface Branch {
  readonly truth: Truth;
  readonly text: string;
  readonly below: readonly Branch[];
  /** The name that the line is about. Its own reason belongs below the line. */
  readonly name?: Name;
  /** Whether `text` and `below` hold the reason of `name` already. */
  readonly isResolved?: true;
  /** The relation that the line's tuple is written under: a line that says as much as the relation's name, and more. */
  readonly tupleOf?: string;
}

/** A line with nothing below it. */
export function leaf(truth: Truth, text: string): Branch {
  return { truth, text, below: [] };
}

/** Whether nothing can come to stand below the line. */
export function isLeaf({ below, name }: Branch): boolean {
  return below.length === 0 && name === undefined;
}
