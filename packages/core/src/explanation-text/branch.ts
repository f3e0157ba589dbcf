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
  /** Undefined where nothing is true or false: an expansion says who, and not whether. */
  readonly truth: Truth | undefined;
  readonly text: string;
  readonly below: readonly Branch[];
  /** The name that the line is about. Its own reason belongs below the line. */
  readonly name?: Name;
  /** Whether `text` and `below` hold the reason of `name` already. */
  readonly isResolved?: true;
  /** The relation that the line's tuple is written under: a line that says as much as the relation's name, and more. */
  readonly tupleOf?: string;
}

/** Where a tree is drawn from: what stands below each name, and in which order. */
export interface Outlined {
  /** How many names there are. */
  readonly size: number;
  /** The lines that belong below the name; none where it is not written down. */
  linesBelow(name: Name): readonly Branch[];
  /** The lines as they are shown below that one. */
  arranged(parent: Branch, lines: readonly Branch[]): readonly Branch[];
}

/** JSON, not joined text: no choice of ids makes two names meet. */
export function keyOf({ object, name }: Name): string {
  return JSON.stringify([object.type, object.id, name]);
}

/** A line with nothing below it. */
export function leaf(truth: Truth | undefined, text: string): Branch {
  return { truth, text, below: [] };
}

/** Whether nothing can come to stand below the line. */
export function isLeaf({ below, name }: Branch): boolean {
  return below.length === 0 && name === undefined;
}
