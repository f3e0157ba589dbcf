import { instantFromMs, type Tuple } from "@relata/model";
import { formatCursor, listOf, memoryStore, type PageCursor } from "@relata/store";
import { expect, test, vi } from "vitest";
import { codeOf } from "./code-of.ts";

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };
const held = { tuples: [ann], attributes: [{ object: ann.object, values: { size: 1 } }] };

test("what a store begins with is its state of number 0, and no revision", () => {
  const store = memoryStore(held);
  const { token: exactly } = store.contents();
  expect(store.log.numberOf(exactly)).toBe(0);
  expect(store.log.revisions(0, 10)).toEqual({ revisions: [], isLast: true });
  store.deleteMatching({});
  store.write({ attributes: [{ object: ann.object, unset: ["size"] }] });
  expect(store.contents()).toMatchObject({ tuples: [], attributes: [] });
  expect(store.contents({ consistency: { exactly } })).toMatchObject(held);
  expect(store.log.revisions(0, 1).revisions[0]?.changes).toEqual([{ kind: "tuple", before: ann }]);
});

test("a store that begins with something is there, and can be deleted", () => {
  const { stores } = memoryStore(held);
  expect([stores.list(), memoryStore().stores.list()]).toEqual([["main"], []]);
  expect([stores.delete("main"), stores.list()]).toEqual([true, []]);
});

test("edges of what it begins with are made in number 0", () => {
  const until = instantFromMs(1_000);
  const store = memoryStore({ tuples: [{ ...ann, until }] });
  store.write({ touch: [{ ...ann, until }, bob] });
  store.write({ delete: [ann] });
  const edge = { instant: until, edge: "end", tuple: { ...ann, until }, madeIn: 0, endedIn: 2 };
  expect(store.log.edges({ after: instantFromMs(0), until, limit: 1 })).toEqual([edge]);
});

test("two states of the past are read in turn, each as it was, while the store goes on", () => {
  const store = memoryStore();
  const { token: first } = store.write({ touch: [ann] });
  const { token: second } = store.write({ touch: [bob] });
  for (let i = 0; i < 3; i++) {
    store.write({ delete: [ann, bob] });
    expect(store.contents({ consistency: { exactly: first } }).tuples).toEqual([ann]);
    store.write({ touch: [{ ...ann, until: instantFromMs(i) }] });
    expect(store.contents({ consistency: { exactly: first } }).tuples).toEqual([ann]);
    expect(store.contents({ consistency: { exactly: second } }).tuples).toEqual([ann, bob]);
  }
});

test("one tuple that is written, ended and written again is two rows of history", () => {
  const store = memoryStore();
  const tuple = { ...ann, until: instantFromMs(5) };
  for (let i = 0; i < 2; i++) {
    store.write({ create: [tuple] });
    store.write({ delete: [tuple] });
  }
  const edges = store.log.edges({ after: instantFromMs(0), until: instantFromMs(5), limit: 1 });
  expect(edges.map(({ madeIn, endedIn }) => [madeIn, endedIn])).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a revision has the moment that the clock said, and without a clock 0", () => {
  let now = 5;
  const store = memoryStore({ clock: () => now++ });
  for (let i = 0; i < 2; i++) store.write({});
  expect(store.log.revisions(0, 10).revisions.map(({ at }) => at)).toEqual([5, 6]);
  const timeless = memoryStore();
  timeless.write({});
  expect(timeless.log.revisions(0, 10).revisions).toMatchObject([{ number: 1, at: 0, changes: [] }]);
});

test("who listens is woken once the code that wrote is done, and only for their own store", async () => {
  const store = memoryStore();
  const [wake, wakeOther] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const stop = store.log.listen(wake);
  store.stores.open("other").log.listen(wakeOther);
  store.write({ touch: [ann] });
  expect(wake).not.toHaveBeenCalled();
  await Promise.resolve();
  expect([wake, wakeOther].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  store.write({ touch: [bob] });
  stop();
  await Promise.resolve();
  expect(wake).toHaveBeenCalledTimes(1);
});

test("a listener that was there before its store was deleted hears of the next one", async () => {
  const { stores } = memoryStore();
  const other = stores.open("other");
  other.write({});
  const wake = vi.fn<() => void>();
  other.log.listen(wake);
  stores.delete("other");
  stores.open("other").write({});
  await Promise.resolve();
  expect(wake).toHaveBeenCalledTimes(1);
});

test("a cursor that was tampered with names no place, or a state that is not there", () => {
  const store = memoryStore(held);
  const page = (number: number, last: string | number) => () => {
    const after: PageCursor = formatCursor({ list: listOf("main"), number, last });
    return store.attributes({ limit: 1, after });
  };
  expect(codeOf(page(0, 1))).toBeUndefined();
  for (const last of [-1, 0.5, "0"]) expect(codeOf(page(0, last))).toBe("invalid_cursor");
  expect(codeOf(page(1, 0))).toBe("token_not_reached");
});

test("what is forgotten is no longer held", () => {
  const store = memoryStore();
  for (let i = 0; i < 10; i++) store.write({ touch: [{ ...ann, until: instantFromMs(i) }] });
  const forgotten = { tuples: 9, attributes: 0, transactions: 10, idempotencyKeys: 0, oldest: 10 };
  expect(store.collectGarbage({ before: 1 })).toEqual(forgotten);
  const edges = store.log.edges({ after: instantFromMs(-1), until: instantFromMs(20), limit: 100 });
  expect(edges.map(({ instant }) => instant)).toEqual([instantFromMs(9)]);
});
