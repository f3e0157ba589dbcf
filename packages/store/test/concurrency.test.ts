import { setImmediate as nextTurn } from "node:timers/promises";
import { memoryStore, type ConsistencyToken, type Store } from "@relata/store";
import { faultsOf, work, type DoneRead, type DoneWrite, type History } from "@relata/store/conformance";
import { expect, test } from "vitest";

/** The memory store, whose calls take a turn of the event loop, so that others come between. */
function slowly(store: Store): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const value = target[name];
      if (typeof value !== "function") return value;
      return async (...parameters: readonly never[]) => {
        await nextTurn();
        const answer: unknown = await Reflect.apply(value, target, parameters);
        await nextTurn();
        return answer;
      };
    },
  });
}

const now = (): number => performance.now();

async function recorded(): Promise<History> {
  const store = memoryStore();
  const [writes, reads]: [DoneWrite[], DoneRead[]] = [[], []];
  const onDone = (done: DoneWrite | DoneRead): unknown => ("kind" in done ? reads.push(done) : writes.push(done));
  await work(slowly(store), { writers: [1, 2, 3], readers: 3, now, until: now() + 150, onDone });
  const { revisions } = store.log.revisions(0, Number.MAX_SAFE_INTEGER);
  return { writes, reads, log: revisions };
}

const history = await recorded();
const { writes, reads, log } = history;

/** The first that is so, changed, among all others as they were. */
function withOne<T>(all: readonly T[], is: (one: T) => boolean, change: (one: T) => readonly T[]): readonly T[] {
  const at = all.findIndex(is);
  const one = all[at];
  if (one === undefined) throw new Error("the history holds nothing to change");
  return all.toSpliced(at, 1, ...change(one));
}

const middle = writes[Math.floor(writes.length / 2)] as DoneWrite;
const isFull = ({ seen }: DoneRead) => seen.length === 3 && seen.every(([, n]) => n > 3);
const ofKind = (kind: DoneRead["kind"]) => (read: DoneRead) => read.kind === kind && isFull(read);
const back = (seen: DoneRead["seen"], by: number): DoneRead["seen"] =>
  seen.map(([writer, n], i) => [writer, i === 0 ? n + by : n]);

test("a history of the memory store is faultless, and one in which much happened at a time", () => {
  expect(faultsOf(history)).toEqual([]);
  expect(writes.length).toBeGreaterThan(50);
  expect(new Set(reads.map(({ kind }) => kind))).toEqual(new Set(["fast", "latest", "atLeast", "exactly", "page"]));
});

const wrong: readonly (readonly [string, Partial<History>, RegExp])[] = [
  ["a lost write", { log: log.slice(0, -1) }, /is lost/],
  [
    "a write that is there twice",
    {
      log: withOne(
        log,
        () => true,
        (one) => [one, { ...one, number: 1.5 }],
      ),
    },
    /comes after its 1th/,
  ],
  ["revisions out of order", { log: log.toReversed() }, /comes after/],
  [
    "half a write",
    {
      log: withOne(
        log,
        ({ changes }) => changes.length === 2,
        (one) => [
          { ...one, changes: one.changes.filter((change) => change.kind === "tuple" && change.after !== undefined) },
        ],
      ),
    },
    /ended 0 tuples/,
  ],
  [
    "a revision of nothing",
    {
      log: withOne(
        log,
        () => true,
        (one) => [{ ...one, changes: [] }],
      ),
    },
    /made 0 tuples/,
  ],
  [
    "a token of another write",
    {
      writes: withOne(
        writes,
        ({ n }) => n === 2,
        (one) => [{ ...one, token: middle.token }],
      ),
    },
    /the token of write 2/,
  ],
  [
    "a number that is lower than that of a write before it",
    {
      writes: withOne(
        writes,
        (one) => one === middle,
        (one) => [{ ...one, began: Infinity, ended: Infinity }],
      ),
    },
    /began after/,
  ],
  [
    "a page that is behind its token",
    { reads: withOne(reads, ofKind("page"), (one) => [{ ...one, seen: back(one.seen, -1) }]) },
    /a read \(page\) of state/,
  ],
  [
    "an exact state that is ahead of its token",
    { reads: withOne(reads, ofKind("exactly"), (one) => [{ ...one, seen: back(one.seen, 1) }]) },
    /a read \(exactly\) of state/,
  ],
  [
    "a token that does not hold what was seen",
    { reads: withOne(reads, ofKind("fast"), (one) => [{ ...one, token: log[0]?.token as ConsistencyToken }]) },
    /which its token does not hold/,
  ],
  [
    "a read that lacks what its token names",
    { reads: withOne(reads, ofKind("atLeast"), (one) => [{ ...one, seen: [] }]) },
    /which its token names/,
  ],
  [
    "a read that lacks what was acknowledged",
    { reads: withOne(reads, ofKind("latest"), (one) => [{ ...one, seen: back(one.seen, -2) }]) },
    /which was acknowledged before it/,
  ],
  [
    "a read that sees what had not begun",
    { reads: withOne(reads, ofKind("fast"), (one) => [{ ...one, began: 0, ended: 0 }]) },
    /before it began/,
  ],
  [
    "a read that sees two tuples of one writer",
    { reads: withOne(reads, isFull, (one) => [{ ...one, seen: [...one.seen, [1, 1]] }]) },
    /two tuples of one writer/,
  ],
  [
    "two reads that each saw what the other did not",
    {
      reads: withOne(reads, ofKind("fast"), (one) => [
        one,
        { ...one, seen: one.seen.map(([writer, n], i) => [writer, n + (i === 0 ? 2 : i === 1 ? -1 : 0)]) },
      ]),
    },
    /each saw what the other did not/,
  ],
];

test.each(wrong)("%s is found", (_, change, fault) => {
  expect(faultsOf({ ...history, ...change }).some((text) => fault.test(text))).toBe(true);
});
