import { createRelata, type HistoryOptions, type Relata } from "@relata/core";
import { memoryStore, type CollectOptions, type MemoryStore } from "@relata/store";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failureOf, model, NOON, STORES, emptyRelata } from "./situation.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An engine over a store that says what it was told to forget. */
async function open(history: HistoryOptions = {}) {
  const clock = { now: NOON };
  const store = memoryStore({ clock: () => clock.now });
  const asked: CollectOptions[] = [];
  const collect = store.collectGarbage.bind(store);
  const watched: MemoryStore = Object.assign(store, {
    collectGarbage: (options: CollectOptions) => {
      asked.push(options);
      return collect(options);
    },
  });
  const relata = await createRelata({ model, store: watched, clock: () => clock.now, history });
  return { relata, clock, asked, store: watched };
}

const isThere = (relata: Relata, exactly: string) =>
  relata.count({}, { consistency: { exactly } }).then(
    () => true,
    () => false,
  );

describe.each(STORES)("history of a store %s", (_, openStore) => {
  test("is forgotten where it is asked for, all that is older, and what is live stays", async () => {
    const relata = await emptyRelata(openStore);
    const { token } = await relata.write([ANN]);
    await relata.write({ delete: [ANN], touch: [BOB] });
    const collected = await relata.collectGarbage({ before: new Date("2200-01-01"), batch: 1 });
    expect(collected).toMatchObject({ tuples: 1, attributes: 0, oldest: 2 });
    expect(await isThere(relata, token)).toBe(false);
    expect(await relata.count({})).toBe(1);
    expect(await relata.collectGarbage({ before: Date.parse("2200-01-01") })).toMatchObject({
      tuples: 0,
      transactions: 0,
    });
  });

  test("is forgotten by none but those who can say since when", async () => {
    const relata = await emptyRelata(openStore);
    for (const before of [Number.NaN, Number.POSITIVE_INFINITY, new Date("never"), "yesterday" as never])
      expect((await failureOf(() => relata.collectGarbage({ before }))).code).toBe("invalid_question");
    for (const batch of [0, 1.5, "all" as never])
      expect((await failureOf(() => relata.collectGarbage({ batch }))).code).toBe("invalid_question");
  });
});

describe("history is forgotten in the background,", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => vi.useRealTimers());

  test("once a write has been made, what is older than seven days, and not again for ten minutes", async () => {
    const { relata, clock, asked } = await open();
    const { token } = await relata.write([ANN]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked).toEqual([{ before: NOON - 7 * DAY }]);
    clock.now += 9 * MINUTE;
    await relata.write([BOB]);
    await vi.advanceTimersByTimeAsync(DAY);
    expect(asked).toHaveLength(1);
    clock.now += 8 * DAY;
    await relata.write([ANN]);
    expect(await isThere(relata, token)).toBe(true);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked).toHaveLength(2);
    expect(await isThere(relata, token)).toBe(false);
  });

  test("after a write of any kind, and of any store of the database, once for all of them", async () => {
    const writes: readonly ((relata: Relata) => Promise<unknown>)[] = [
      (relata) => relata.write([ANN]),
      (relata) => relata.attributes.set("client_abc:invoice:1", { amount: 1 }),
      (relata) => relata.deleteMatching({ relation: "member" }),
      (relata) => relata.import([ANN]),
      (relata) => relata.apply(model),
      (relata) => relata.store("elsewhere").write([ANN]),
      (relata) => Promise.all([relata.write([ANN]), relata.store("a").write([ANN]), relata.store("b").write([ANN])]),
    ];
    for (const write of writes) {
      const { relata, asked } = await open();
      await write(relata);
      expect(asked).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(asked).toHaveLength(1);
    }
  });

  test("not because of reads, nor where it is to be kept for ever, nor where it is left to the application", async () => {
    const { relata, asked } = await open();
    await relata.contents();
    await relata.can("user:ann", "member", "group:eng");
    const forEver = await open({ retentionMs: Number.POSITIVE_INFINITY });
    await forEver.relata.write([ANN]);
    const byHand = await open({ automatic: false, retentionMs: DAY });
    await byHand.relata.write([ANN]);
    await vi.advanceTimersByTimeAsync(DAY);
    expect([asked, forEver.asked, byHand.asked]).toEqual([[], [], []]);
    await forEver.relata.collectGarbage();
    await byHand.relata.collectGarbage({ batch: 5 });
    expect(forEver.asked).toEqual([{ before: 0 }]);
    expect(byHand.asked).toEqual([{ before: NOON - DAY, batch: 5 }]);
  });

  test("and what fails there reaches no write, but who listens for it", async () => {
    const seen: unknown[] = [];
    const { relata, store } = await open({ onError: (error) => seen.push(error) });
    const broken = new Error("the disk is full");
    Object.assign(store, {
      collectGarbage: () => {
        throw broken;
      },
    });
    await relata.write([ANN]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(seen).toEqual([broken]);
    expect(await relata.write([BOB])).toMatchObject({ written: 1 });
    await expect(relata.collectGarbage()).rejects.toBe(broken);
  });

  test("and not once the engine is closed", async () => {
    const { relata, asked } = await open();
    await relata.write([ANN]);
    await relata.store("elsewhere").close();
    expect(vi.getTimerCount()).toBe(1);
    await relata.close();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(DAY);
    expect(asked).toEqual([]);
  });
});

test.each([-1, Number.NaN, "a week" as never])("a retention of %s is refused", async (retentionMs) => {
  const failure = await failureOf(() => createRelata({ model, store: memoryStore(), history: { retentionMs } }));
  expect([failure.code, failure.message]).toEqual([
    "invalid_question",
    "`retentionMs` is a number of milliseconds, from 0 on",
  ]);
});
