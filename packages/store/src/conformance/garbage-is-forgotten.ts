import { expect } from "vitest";
import type { ConsistencyToken } from "../token.ts";
import type { PageCursor } from "../paging.ts";
import type { Store } from "../store.ts";
import { allTuplePages } from "./all-pages.ts";
import { BUSY_DAY, MORNING, QUESTIONS } from "./busy-day.ts";
import { attributesText, observe } from "./observe.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { Replica } from "./replica.ts";
import { instant, texts, tuple, tuples } from "./text.ts";
import { wholeLog } from "./whole-log.ts";

const VIEWS = "doc:a#viewer@user:ann";

/** After every moment at which anything was written. */
const ALL = { before: Date.UTC(9999, 11, 31) };

/** Before all of them. */
const NONE = { before: 0 };

/** What history may lose, what it keeps, and what is said of states that are gone. */
export function garbageIsForgotten(open: OpenStore): void {
  promise(open, "what is live is not garbage, nor what is there to say of it", async (store) => {
    await liveThrough(store);
    const before = await observe(store, QUESTIONS);
    const { number, token } = await newest(store);
    expect(await store.collectGarbage(ALL)).toMatchObject({ oldest: number });
    expect(await observe(store, QUESTIONS)).toEqual(before);
    expect(await observe(store, QUESTIONS, { consistency: { atLeast: token } })).toEqual(before);
    expect(await store.models.list()).toHaveLength(1);
    expect(await store.models.get(1)).toMatchObject({ number: 1, hash: "evening" });
    expect([await store.log.newest(), await store.stores.list()]).toEqual([number, ["main"]]);
  });

  promise(open, "the state at the floor is read exactly, and what is written later as before", async (store) => {
    await liveThrough(store);
    const states = [await snapshot(store)];
    await store.collectGarbage(ALL);
    await beginAgain(store);
    for (const [i, [, act]] of BUSY_DAY.entries()) {
      await act(store);
      if (i % 4 === 0) states.push(await snapshot(store));
    }
    for (const { token: exactly, observed } of states) {
      expect(await observe(store, QUESTIONS, { consistency: { exactly } })).toEqual(observed);
    }
  });

  promise(open, "a state below the floor is gone, and every reader of it is told so", async (store) => {
    const { token: old } = await store.write(MORNING);
    const { next: after } = await store.tuples({}, { limit: 1 });
    await store.write({ touch: tuples(VIEWS) });
    await store.collectGarbage(ALL);
    await expired(store, old, after);
    const { value } = await store.count({}, { consistency: { atLeast: old } });
    expect(value).toBe((MORNING.touch?.length ?? 0) + 1);
  });

  promise(open, "the log from the floor on, made again over the state there, is the store", async (store) => {
    await liveThrough(store);
    const { oldest } = await store.collectGarbage(ALL);
    const replica = new Replica();
    const { tuples: held, attributes } = await store.contents();
    for (const after of held) replica.make({ kind: "tuple", after });
    for (const { object, values } of attributes) {
      for (const [name, after] of Object.entries(values)) replica.make({ kind: "attribute", object, name, after });
    }
    await beginAgain(store);
    for (const [, act] of BUSY_DAY) await act(store);
    const revisions = await wholeLog(store, 3, oldest);
    expect(revisions).toHaveLength(BUSY_DAY.length + 2);
    for (const { changes } of revisions) for (const change of changes) replica.make(change);
    const now = await store.contents();
    expect(replica.tuples()).toEqual(texts(now.tuples));
    expect(replica.attributes()).toEqual(now.attributes.map(attributesText));
  });

  promise(open, "what ended is counted once, as tuples and as attributes", async (store) => {
    await store.write({ touch: tuples(VIEWS, "doc:b#viewer@user:ann"), attributes: [size(1)] });
    await store.write({ touch: [tuple(VIEWS, { until: "2027-01-01T00:00:00Z" })], attributes: [size(2)] });
    await store.write({ delete: tuples(VIEWS), attributes: [size(3)] });
    expect(await store.collectGarbage(NONE)).toMatchObject({ tuples: 0, attributes: 0, oldest: 0 });
    expect(await store.collectGarbage(ALL)).toMatchObject({ tuples: 2, attributes: 2 });
    expect(await store.collectGarbage(ALL)).toMatchObject({ tuples: 0, attributes: 0 });
  });

  promise(open, "batches of any size forget the same", async (store) => {
    for (const batch of [1, 2, 1_000]) {
      const keys = tuples(...Array.from({ length: 5 }, (_, i) => `doc:${batch}-${i}#viewer@user:ann`));
      await store.write({ touch: keys, attributes: [size(1)] });
      await store.write({ delete: keys, attributes: [{ object: size(1).object, unset: ["size"] }] });
      expect(await store.collectGarbage({ ...ALL, batch })).toMatchObject({ tuples: 5, attributes: 1 });
    }
  });

  promise(open, "only what ended before the moment is forgotten", async (store) => {
    for (const [, act] of BUSY_DAY) await act(store);
    const revisions = await wholeLog(store);
    let floor = 0;
    for (const { at: before } of revisions) {
      const isPast = revisions.filter(({ number }) => number <= floor).length;
      const kept = revisions.findIndex(({ at }, i) => i >= isPast && at >= before);
      const { oldest } = await store.collectGarbage({ before });
      expect(oldest).toBe(revisions.slice(0, kept === -1 ? revisions.length : kept).at(-1)?.number ?? 0);
      floor = oldest;
      expect(await wholeLog(store, 100, floor)).toEqual(revisions.filter(({ number }) => number > floor));
    }
  });

  promise(open, "the floor never falls, and numbers go on", async (store) => {
    await liveThrough(store);
    const { oldest } = await store.collectGarbage(ALL);
    expect((await store.collectGarbage(NONE)).oldest).toBe(oldest);
    const { token } = await store.write({ touch: tuples(VIEWS) });
    expect(await store.log.numberOf(token)).toBeGreaterThan(oldest);
    expect((await store.collectGarbage(NONE)).oldest).toBe(oldest);
    expect((await store.collectGarbage(ALL)).oldest).toBeGreaterThan(oldest);
    expect((await store.write({})).token).not.toBe(token);
  });

  promise(open, "names of writes are forgotten with history, and not before", async (store) => {
    const changes = { touch: tuples(VIEWS), idempotencyKey: "k" };
    await store.write(changes);
    expect(await store.collectGarbage(NONE)).toMatchObject({ idempotencyKeys: 0 });
    expect(await store.write(changes)).toMatchObject({ isRepeat: true });
    expect(await store.collectGarbage(ALL)).toMatchObject({ idempotencyKeys: 1 });
    expect(await store.write({ ...changes, touch: [] })).toMatchObject({ written: 0, isRepeat: false });
  });

  promise(open, "edges of what is live are told still, and of what ended no more", async (store) => {
    const { token } = await store.write({ touch: [tuple(VIEWS, { until: "2027-01-01T00:00:00Z" })] });
    const madeIn = await store.log.numberOf(token);
    await store.write({ touch: [tuple("doc:b#viewer@user:ann", { until: "2026-01-01T00:00:00Z" })] });
    await store.write({ delete: tuples("doc:b#viewer@user:ann") });
    await store.collectGarbage(ALL);
    const range = { after: instant("2000-01-01T00:00:00Z"), until: instant("2100-01-01T00:00:00Z"), limit: 10 };
    const found = await store.log.edges(range);
    expect(found.map(({ tuple: of, ...edge }) => ({ ...edge, of: texts([of])[0] }))).toEqual([
      {
        instant: instant("2027-01-01T00:00:00Z"),
        edge: "end",
        madeIn,
        of: `${VIEWS} until 2027-01-01T00:00:00Z`,
      },
    ]);
  });

  promise(open, "garbage of all stores is collected, whichever is asked", async (store) => {
    const others = ["a", "b"].map((name) => store.stores.open(name));
    const old: ConsistencyToken[] = [];
    for (const each of [store, ...others]) {
      old.push((await each.write({ touch: tuples(VIEWS) })).token);
      await each.write({ delete: tuples(VIEWS) });
    }
    expect(await others[0]?.collectGarbage(ALL)).toMatchObject({ tuples: 3 });
    for (const [i, each] of [store, ...others].entries()) await expired(each, old[i] as ConsistencyToken);
  });

  promise(open, "a store that nothing was written to since goes on from its newest state", async (store) => {
    await store.write(MORNING);
    const { number, token: exactly } = await newest(store);
    const { next: after } = await store.tuples({}, { limit: 3 });
    const before = await observe(store, QUESTIONS);
    const other = store.stores.open("other");
    for (let i = 0; i < 5; i++) await other.write({ touch: tuples(`doc:${i}#viewer@user:ann`) });
    expect((await store.collectGarbage(ALL)).oldest).toBeGreaterThan(number);
    expect(await store.log.newest()).toBe(number);
    expect(await store.log.numberOf(exactly)).toBe(number);
    expect(await store.log.revisions(number, 10)).toEqual({ revisions: [], isLast: true });
    expect(await observe(store, QUESTIONS, { consistency: { exactly } })).toEqual(before);
    expect(await observe(store, QUESTIONS, { consistency: { atLeast: exactly } })).toEqual(before);
    if (after === undefined) throw new TypeError("expected another page");
    expect((await store.tuples({}, { limit: 100, after })).tuples).toHaveLength(before.tuples.length - 3);
    const { token } = await store.write({ touch: tuples(VIEWS) });
    expect((await store.log.revisions(number, 10)).revisions.map(({ token: of }) => of)).toHaveLength(1);
    expect((await store.contents({ consistency: { exactly: token } })).tuples).toHaveLength(before.tuples.length + 1);
  });

  promise(open, "a list that was begun is of its state, or is told that it is gone", async (store) => {
    await store.write(MORNING);
    const whole = await store.contents();
    const pages = await allTuplePages(store, {}, { limit: 3 }, async () => void (await store.collectGarbage(ALL)));
    expect(texts(pages.flat())).toEqual(texts(whole.tuples));
  });

  promise(open, "a closed store forgets nothing", async (store) => {
    await store.close();
    await expectFailure("closed", () => store.collectGarbage(ALL));
  });
}

function size(value: number) {
  return { object: { type: "doc", id: "a" }, set: { size: value } };
}

async function liveThrough(store: Store): Promise<void> {
  await store.write(MORNING);
  for (const [, act] of BUSY_DAY) await act(store);
}

/** So that everything may happen once more. */
async function beginAgain(store: Store): Promise<void> {
  await store.deleteMatching({});
  await store.write(MORNING);
}

async function newest(store: Store): Promise<{ readonly number: number; readonly token: ConsistencyToken }> {
  const { token } = await store.contents();
  return { number: await store.log.numberOf(token), token };
}

async function snapshot(store: Store) {
  return { ...(await newest(store)), observed: await observe(store, QUESTIONS) };
}

/** By every method that would need the state. */
async function expired(store: Store, token: ConsistencyToken, after?: PageCursor): Promise<void> {
  const options = { consistency: { exactly: token } };
  const code = "snapshot_expired";
  const failure = await expectFailure(code, () => store.contents(options));
  expect(failure.message).toContain("history reaches back to revision");
  await expectFailure(code, () => store.count({}, options));
  await expectFailure(code, () => store.tuples({}, { limit: 1, ...options }));
  await expectFailure(code, () => store.attributes({ limit: 1, ...options }));
  await expectFailure(code, () => store.log.numberOf(token));
  await expectFailure(code, () => store.log.revisions(0, 10));
  if (after !== undefined) await expectFailure(code, () => store.tuples({}, { limit: 1, after }));
}
