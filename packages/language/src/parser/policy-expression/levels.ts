import type { Place } from "../../diagnostics/source-file.ts";
import { MAX_DEPTH, type Cursor } from "../cursor.ts";
import type { PolicyExpression } from "./syntax.ts";

/** Reads an expression inside of another: what is read in brackets may be anything again. */
export type ReadInner = (cursor: Cursor) => PolicyExpression;

/**
 * The depth of a node that adds so many levels to its parts. Why beside `Cursor.nested`: what associates to the left is
 * read in a loop, and yet becomes as deep as it is long. Errors: `too_deep`.
 */
export function levels(cursor: Cursor, place: Place, added: number, parts: readonly PolicyExpression[]): number {
  const depth = parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + added;
  if (depth <= MAX_DEPTH) return depth;
  const message = `this is nested more than ${MAX_DEPTH} deep`;
  return cursor.fail("too_deep", place, message, "split the policy into several, one for each permission");
}
