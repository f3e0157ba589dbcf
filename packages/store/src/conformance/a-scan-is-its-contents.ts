import { formatTuple } from "@relata/model";
import { expect } from "vitest";
import type { ScanBatch, ScanOptions } from "../scan.ts";
import type { Store } from "../store.ts";
import { BUSY_DAY, MORNING } from "./busy-day.ts";
import { attributesText } from "./observe.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { Replica } from "./replica.ts";
import { stateOf, type StateOf } from "./state-of.ts";
import { texts, tuples } from "./text.ts";
import { wholeLog } from "./whole-log.ts";

/** A whole store in batches: what a graph in memory begins with. */
export function aScanIsItsContents(open: OpenStore): void {
  promise(open, "a scan of nothing is one empty batch, which says of which state", async (store) => {
    const batches = await scanned(store);
    expect(batches).toEqual([{ tuples: [], attributes: [], token: expect.any(String), number: 0 }]);
  });

  promise(open, "batches of any size hold everything once, and say of which state", async (store) => {
    await store.write(MORNING);
    await store.write({});
    const state = await stateOf(store);
    for (const batch of [1, 2, 3, 7, 8, 9, undefined]) {
      const batches = await scanned(store, batch === undefined ? {} : { batch });
      expectState(batches, state);
      for (const { token, number, tuples: some, attributes } of batches) {
        expect(await store.log.numberOf(token)).toBe(number);
        expect(Math.max(some.length, attributes.length)).toBeLessThanOrEqual(batch ?? Infinity);
      }
    }
  });

  promise(open, "a scan is of the state that it began with, whatever is written meanwhile", async (store) => {
    await store.write(MORNING);
    const morning = await store.contents();
    for (const [, act] of BUSY_DAY.slice(0, 4)) await act(store);
    const noon = await stateOf(store);
    const acts = BUSY_DAY.slice(4).values();
    const found = await scanned(store, { batch: 1 }, async () => void (await acts.next().value?.[1](store)));
    expectState(found, noon);
    const old = await scanned(store, { batch: 1, consistency: { exactly: morning.token } }, async (n) => {
      await store.write({ touch: tuples(`doc:batch-${n}#viewer@user:ann`) });
      await store.deleteMatching({ object: { type: "doc" } }, { limit: 1 });
    });
    expectState(old, await stateOf(store, { consistency: { exactly: morning.token } }));
  });

  promise(open, "what the log tells after its number leads from a scan to what is there now", async (store) => {
    await store.write(MORNING);
    const acts = BUSY_DAY.values();
    const batches = await scanned(store, { batch: 2 }, async () => void (await acts.next().value?.[1](store)));
    for (const [, act] of acts) await act(store);
    const replica = new Replica();
    for (const { tuples: some, attributes } of batches) {
      for (const after of some) replica.make({ kind: "tuple", after });
      for (const { object, values } of attributes) {
        for (const [name, after] of Object.entries(values)) replica.make({ kind: "attribute", object, name, after });
      }
    }
    const after = batches[0]?.number ?? Number.NaN;
    for (const { changes } of await wholeLog(store, 5_000, after)) {
      for (const change of changes) replica.make(change);
    }
    const now = await store.contents({ consistency: "latest" });
    expect(replica.tuples()).toEqual(now.tuples.map(formatTuple));
    expect(replica.attributes()).toEqual(now.attributes.map(attributesText));
  });

  promise(open, "whoever breaks off leaves the store as it was, and so does one who fails", async (store) => {
    await store.write(MORNING);
    // More often than any pool has connections.
    for (let round = 0; round < 12; round++) {
      for await (const { tuples: some } of store.scan({ batch: 1 })) {
        expect(some).toHaveLength(1);
        break;
      }
      const failing = scanned(store, { batch: 2 }, () => Promise.reject(new RangeError("no more")));
      await expect(failing).rejects.toThrow("no more");
    }
    expectState(await scanned(store, { batch: 3 }), await stateOf(store));
  });

  promise(open, "scans beside each other and beside writes are each whole", async (store) => {
    await store.write(MORNING);
    const before = await stateOf(store);
    const writes = Array.from({ length: 5 }, (_, n) => `doc:w${n}#viewer@user:ann`);
    const [one, other] = await Promise.all([
      scanned(store, { batch: 1 }),
      scanned(store, { batch: 2 }),
      ...writes.map(async (key) => store.write({ touch: tuples(key) })),
    ]);
    for (const batches of [one, other]) {
      const { token } = batches[0] ?? (await store.contents());
      expectState(batches, await stateOf(store, { consistency: { exactly: token } }));
      expect(batches[0]?.number).toBeGreaterThanOrEqual(before.number);
    }
  });

  promise(open, "a batch is a whole number from 1 on, and a closed store is not scanned", async (store) => {
    await store.write(MORNING);
    for (const batch of [0, -1, 1.5, Number.NaN, Infinity])
      await expectFailure("invalid_question", () => scanned(store, { batch }));
    const other = "another" as ScanBatch["token"];
    await expectFailure("invalid_consistency_token", () => scanned(store, { consistency: { atLeast: other } }));
    await store.close();
    await expectFailure("closed", () => scanned(store));
  });
}

/** The batches; `between` runs after each. */
async function scanned(
  store: Store,
  options?: ScanOptions,
  between?: (batch: number) => Promise<void>,
): Promise<readonly ScanBatch[]> {
  const batches: ScanBatch[] = [];
  for await (const batch of store.scan(options)) {
    batches.push(batch);
    await between?.(batches.length);
  }
  return batches;
}

function expectState(batches: readonly ScanBatch[], state: StateOf): void {
  expect(texts(batches.flatMap((batch) => batch.tuples))).toEqual(texts(state.tuples));
  const attributes = batches.flatMap((batch) => batch.attributes.map(attributesText));
  expect(attributes.sort()).toEqual(state.attributes.map(attributesText).sort());
  expect(new Set(batches.map(({ number }) => number))).toEqual(new Set([state.number]));
}
