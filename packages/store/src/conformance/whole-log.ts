import { expect } from "vitest";
import type { Revision } from "../change-log.ts";
import type { Store } from "../store.ts";

/** Every revision after that number, page by page, and what the port says of pages. */
export async function wholeLog(store: Store, limit = 1_000, from = 0): Promise<readonly Revision[]> {
  const all: Revision[] = [];
  for (;;) {
    const { revisions, isLast } = await store.log.revisions(all.at(-1)?.number ?? from, limit);
    // However large the last revision of a page is, those before it left room for it.
    expect(sizeOf(revisions.slice(0, -1))).toBeLessThan(limit);
    all.push(...revisions);
    if (isLast) return all;
    expect(revisions).not.toEqual([]);
  }
}

function sizeOf(revisions: readonly Revision[]): number {
  return revisions.reduce((size, { changes }) => size + changes.length, 0);
}
