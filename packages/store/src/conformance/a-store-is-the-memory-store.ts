import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, formatObject, formatTuple, isFailure } from "@relata/model";
import { memoryStore } from "../memory/memory-store.ts";
import type { Changes, Contents, Store } from "../store.ts";
import { answerText } from "./answer-text.ts";
import { arbitraryChanges, arbitraryWanted } from "./arbitrary-changes.ts";
import { ask } from "./ask.ts";
import { attempt, type OpenStore } from "./open-store.ts";

/**
 * The law behind the named promises: no sequence of writes, good or bad, tells the store from the one in memory, by
 * what it answers to a write, what it holds after, or what it says to any batch of questions.
 */
export function aStoreIsTheMemoryStore(open: OpenStore, runs: number): void {
  test("no sequence of writes and questions tells the store from the one in memory", async () => {
    const history = fc.array(arbitraryChanges, { minLength: 1, maxLength: 8 });
    const batch = fc.array(arbitraryWanted, { minLength: 10, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(history, batch, async (writes, questions) => {
        const store = await open();
        const memory = memoryStore();
        try {
          for (const changes of writes) expect(await outcome(store, changes)).toEqual(await outcome(memory, changes));
          expect(asText(await store.contents())).toEqual(asText(memory.contents()));
          expect((await ask(store, questions)).map(answerText)).toEqual((await ask(memory, questions)).map(answerText));
        } finally {
          await store.close();
        }
      }),
      { numRuns: runs },
    );
  });
}

async function outcome(store: Store, changes: Changes): Promise<unknown> {
  try {
    const { written, deleted } = await attempt(() => store.write(changes));
    return { written, deleted };
  } catch (error) {
    return isFailure(error) ? error.code : error;
  }
}

/** In the order of the store: `contents` promises one. */
function asText({ tuples, attributes }: Contents): readonly string[] {
  return [
    ...tuples.map(formatTuple),
    ...attributes.map(({ object, values }) => `${formatObject(object)} ${canonicalJson(values)}`),
  ];
}
