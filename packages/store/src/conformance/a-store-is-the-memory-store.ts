import * as fc from "fast-check";
import { test } from "vitest";
import { arbitraryFilter, arbitraryWanted } from "./arbitrary-changes.ts";
import { arbitraryOperation, type Operation } from "./arbitrary-operations.ts";
import type { Questions } from "./observe.ts";
import type { OpenStore } from "./open-store.ts";
import { Twins } from "./twins.ts";

/**
 * The law behind the named promises: whatever is done to two stores of a database, good or bad, nothing tells them from two
 * in memory: not what is answered, what they hold after, or what they say of any state, now or later. Numbers may have gaps
 * of their own, and never another order; and the log, made again over an empty store, is the store at every revision.
 */
export function aStoreIsTheMemoryStore(open: OpenStore, runs: number): void {
  // oxlint-disable-next-line vitest/expect-expect -- the twins expect
  test("nothing that is done to the stores of a database tells them from those in memory", async () => {
    await fc.assert(lawOf(open), { numRuns: runs });
  });
}

/** The law as a property, which fails for a store that is not what one in memory is. */
export function lawOf(open: OpenStore): fc.IAsyncProperty<[readonly Operation[], Questions]> {
  const history = fc.array(arbitraryOperation, { minLength: 1, maxLength: 14, size: "max" });
  const questions = fc.record({
    wanted: fc.array(arbitraryWanted, { minLength: 10, maxLength: 30 }),
    filters: fc.array(arbitraryFilter, { minLength: 2, maxLength: 4 }),
  });
  return fc.asyncProperty(history, questions, async (operations, asked) => {
    const store = await open();
    try {
      const twins = new Twins(store);
      for (const operation of operations) await twins.act(operation);
      await twins.compare(asked);
    } finally {
      await store.close();
    }
  });
}
