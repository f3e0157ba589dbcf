import { memoryStore, type ChangeLog, type MemoryStore, type Store, type Stores } from "@relata/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lawOf } from "../src/conformance/a-store-is-the-memory-store.ts";

/** A store with some of its methods replaced; so are those of every store that it opens. */
function broken(store: MemoryStore, faults: (of: MemoryStore) => Faults): Store {
  const { log, stores, ...rest } = faults(store);
  return {
    name: store.name,
    read: (start, options) => store.read(start, options),
    write: (changes) => store.write(changes),
    deleteMatching: (filter, options) => store.deleteMatching(filter, options),
    contents: (options) => store.contents(options),
    scan: (options) => store.scan(options),
    tuples: (filter, options) => store.tuples(filter, options),
    attributes: (options) => store.attributes(options),
    count: (filter, options) => store.count(filter, options),
    models: store.models,
    log: {
      revisions: (after, limit) => store.log.revisions(after, limit),
      newest: () => store.log.newest(),
      numberOf: (token) => store.log.numberOf(token),
      edges: (range) => store.log.edges(range),
      listen: (wake) => store.log.listen(wake),
      ...log,
    },
    stores: {
      open: (name) => broken(store.stores.open(name), faults),
      list: () => store.stores.list(),
      delete: (name) => store.stores.delete(name),
      ...stores,
    },
    collectGarbage: (options) => store.collectGarbage(options),
    close: () => store.close(),
    ...rest,
  };
}

type Faults = Partial<Omit<Store, "log" | "stores" | "models">> & {
  readonly log?: Partial<ChangeLog>;
  readonly stores?: Partial<Stores>;
};

let writes = 0;

const FAULTS: Record<string, (store: MemoryStore) => Faults> = {
  "exact reads are of the newest state": (store) => ({ contents: () => store.contents() }),
  "plans are run in the newest state": (store) => ({ read: (start) => store.read(start) }),
  "scans are of the newest state": (store) => ({ scan: ({ batch = 1 } = {}) => store.scan({ batch }) }),
  "counts are of the newest state": (store) => ({ count: (filter) => store.count(filter) }),
  "counts leave out a part of the filter": (store) => ({
    count: ({ object = {} }, options) => store.count({ object }, options),
  }),
  "the last entry of a page is lost": (store) => ({
    tuples: (filter, options) => {
      const page = store.tuples(filter, options);
      return page.next === undefined ? page : { ...page, tuples: page.tuples.slice(0, -1) };
    },
  }),
  "attributes are listed one short": (store) => ({
    attributes: (options) => ({ ...store.attributes(options), attributes: [] }),
  }),
  "a named write is written again": (store) => ({
    write: (changes) => {
      const { idempotencyKey: name } = changes;
      return store.write(name === undefined ? changes : { ...changes, idempotencyKey: `${name} ${writes++}` });
    },
  }),
  "a limit is not kept": (store) => ({
    deleteMatching: (filter, { preconditions = [] } = {}) => store.deleteMatching(filter, { preconditions }),
  }),
  "all that matched are said to be gone": (store) => ({
    deleteMatching: (filter, options) => ({ ...store.deleteMatching(filter, options), isComplete: true }),
  }),
  "a replaced tuple is told as a new one": (store) => ({
    log: {
      revisions: (after, limit) => {
        const { revisions, isLast } = store.log.revisions(after, limit);
        const told = revisions.map(({ changes, ...rest }) => ({
          ...rest,
          changes: changes.map((change) => {
            if (change.kind !== "tuple" || change.after === undefined) return change;
            return { kind: "tuple" as const, after: change.after };
          }),
        }));
        return { revisions: told, isLast };
      },
    },
  }),
  "revisions without changes are passed over": (store) => ({
    log: {
      revisions: (after, limit) => {
        const { revisions, isLast } = store.log.revisions(after, limit);
        return { revisions: revisions.filter(({ changes }) => changes.length > 0), isLast };
      },
    },
  }),
  "edges of ended tuples are lost": (store) => ({
    log: { edges: (range) => store.log.edges(range).filter(({ endedIn }) => endedIn === undefined) },
  }),
  "nothing is collected": () => ({
    collectGarbage: () => ({ tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0, oldest: 0 }),
  }),
  "everything is collected, whatever its moment": (store) => ({
    collectGarbage: () => store.collectGarbage({ before: Infinity }),
  }),
  "all stores are one": (store) => ({ stores: { open: () => broken(store, () => ({})) } }),
  "a deleted store is only emptied": (store) => ({
    stores: {
      delete: (name) => {
        const there = store.stores.list().includes(name);
        if (there) store.stores.open(name).deleteMatching({});
        return there;
      },
    },
  }),
};

test.each(Object.entries(FAULTS))("the law notices where %s", async (_, faults) => {
  const law = lawOf(() => broken(memoryStore({ clock: tickingClock() }), faults));
  const { failed } = await fc.check(law, { numRuns: 300, endOnFailure: true });
  expect(failed).toBe(true);
});

test("the law holds for the same store with nothing broken", async () => {
  const law = lawOf(() => broken(memoryStore({ clock: tickingClock() }), () => ({})));
  expect(await fc.check(law, { numRuns: 25 })).toMatchObject({ failed: false });
});

function tickingClock(): () => number {
  let ticks = 0;
  return () => ticks++;
}
