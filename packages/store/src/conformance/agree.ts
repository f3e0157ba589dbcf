import { expect } from "vitest";

/** Expects of a store what the one in memory says. */
export function agree(mine: unknown, theirs: unknown): void {
  expect(mine).toEqual(theirs);
}
