import { expect } from "vitest";
import type { Model } from "@relata/model";
import type { Judge } from "../judge.ts";
import type { PageOptions } from "../paging.ts";
import type { Store } from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { allTuplePages } from "./all-pages.ts";
import { allTuples } from "./ask.ts";
import { BUSY_DAY, MORNING, QUESTIONS } from "./busy-day.ts";
import { observe } from "./observe.ts";
import { attempt, promise, type OpenStore } from "./open-store.ts";
import { hasFailed, outcome } from "./outcome.ts";
import { object, texts, tuples } from "./text.ts";

const VIEWS = tuples("doc:a#viewer@user:ann");
const MODEL: Model = { version: 1, types: [], policies: [], context: [] };
const lenient: Judge = { tuples: () => undefined, attributes: () => undefined };

/** Deleting a store is one call, and complete; its neighbours do not notice. */
export function aDeletedStoreIsGone(open: OpenStore): void {
  promise(open, "nothing is left of a deleted store, through any door", async (store) => {
    const other = store.stores.open("other");
    const empty = await observe(other, QUESTIONS);
    await liveThrough(other);
    expect(await store.stores.delete("other")).toBe(true);
    for (const handle of [other, store.stores.open("other")]) {
      expect(await observe(handle, QUESTIONS)).toEqual(empty);
      expect([await handle.models.list(), await handle.models.get(1)]).toEqual([[], undefined]);
      expect(await handle.log.newest()).toBe(0);
      expect(await handle.log.revisions(0, 100)).toEqual({ revisions: [], isLast: true });
    }
    expect(await store.stores.list()).toEqual([]);
  });

  promise(open, "its neighbours stay what they were, history included", async (store) => {
    const others = ["othe", "other ", "others"].map((name) => store.stores.open(name));
    for (const each of [store, ...others, store.stores.open("other")]) await liveThrough(each);
    const before = await Promise.all([store, ...others].map(everything));
    await store.stores.delete("other");
    expect(await Promise.all([store, ...others].map(everything))).toEqual(before);
    expect(await store.stores.list()).toEqual([MAIN_STORE, "othe", "other ", "others"]);
  });

  promise(open, "deleting a store that is not there says so, and changes nothing", async (store) => {
    await store.write(MORNING);
    expect(await store.stores.delete("other")).toBe(false);
    await store.stores.open("other").write({});
    expect([await store.stores.delete("other"), await store.stores.delete("other")]).toEqual([true, false]);
    expect(await allTuples(store)).toHaveLength(MORNING.touch?.length ?? 0);
  });

  promise(open, "its name can be used again, also by a handle that was opened before", async (store) => {
    const other = store.stores.open("other");
    await other.write({ create: VIEWS, idempotencyKey: "k" });
    await other.models.apply({ model: MODEL, hash: "x", at: 0 }, lenient);
    await store.stores.delete("other");
    expect(await other.write({ create: VIEWS, idempotencyKey: "k" })).toMatchObject({ written: 1, isRepeat: false });
    const applied = await other.models.apply({ model: MODEL, hash: "x", at: 0 }, lenient, { after: 0 });
    expect(applied).toMatchObject({ recorded: true, entry: { number: 1 } });
    const { revisions } = await other.log.revisions(0, 100);
    expect(revisions.map(({ changes }) => changes.length)).toEqual([1, 1]);
    expect(await store.stores.list()).toEqual(["other"]);
  });

  promise(open, "its tokens hold nowhere any more", async (store) => {
    const other = store.stores.open("other");
    const { token: exactly } = await other.write(MORNING);
    await other.write({ touch: VIEWS });
    await store.stores.delete("other");
    await other.write({ touch: VIEWS });
    for (const isCollected of [false, true]) {
      if (isCollected) await store.collectGarbage({ before: Date.UTC(9999, 11, 31) });
      // At the same time: an adapter may wait for what will not come.
      const reads = [other, store].map((each) => outcome(() => each.contents({ consistency: { exactly } })));
      for (const read of await Promise.all(reads)) {
        expect(["invalid_consistency_token", "token_not_reached", "snapshot_expired"]).toContain(
          hasFailed(read) && read.failed,
        );
      }
    }
  });

  promise(open, "a list that was begun before shows nothing of it any more", async (store) => {
    const other = store.stores.open("other");
    await other.write(MORNING);
    const next = await other.tuples({}, { limit: 1 });
    await store.stores.delete("other");
    await other.write({ touch: tuples("doc:new#viewer@user:ann") });
    expect(await restOf(other, next)).toEqual([]);
  });

  promise(open, "numbers and tokens are not given twice, also where the newest were deleted", async (store) => {
    const other = store.stores.open("other");
    const { token: own } = await store.write({ touch: VIEWS });
    const { token } = await other.write(MORNING);
    const number = await other.log.numberOf(token);
    await store.stores.delete("other");
    const { token: next } = await store.write({ touch: tuples("doc:b#viewer@user:ann") });
    expect(await store.log.numberOf(next)).toBeGreaterThan(number);
    expect(next).not.toBe(token);
    const { revisions } = await store.log.revisions(await store.log.numberOf(own), 100);
    expect(revisions.map(({ changes }) => changes.length)).toEqual([1]);
  });

  promise(open, "a list of a neighbour goes on over the state that it began with", async (store) => {
    const keys = Array.from({ length: 9 }, (_, i) => `doc:${i}#viewer@user:ann`);
    await store.write({ touch: tuples(...keys) });
    await store.stores.open("other").write(MORNING);
    const pages = await allTuplePages(store, {}, { limit: 2 }, async (page) => {
      if (page === 1) await store.stores.delete("other");
      await store.write({ touch: tuples(`doc:later-${page}#viewer@user:ann`), delete: tuples(keys[9 - page] ?? "") });
    });
    expect(texts(pages.flat())).toEqual(keys);
  });

  promise(open, "the main store can be deleted like another, and is empty then", async (store) => {
    const other = store.stores.open("other");
    for (const each of [store, other]) await each.write(MORNING);
    expect(await other.stores.delete(MAIN_STORE)).toBe(true);
    expect(await allTuples(store)).toEqual([]);
    expect(await allTuples(other)).toHaveLength(MORNING.touch?.length ?? 0);
    await store.write({ create: VIEWS });
    expect(await store.stores.list()).toEqual([MAIN_STORE, "other"]);
  });
}

/** Something of everything that a store can hold. */
async function liveThrough(store: Store): Promise<void> {
  await store.write({ ...MORNING, idempotencyKey: "morning" });
  for (const [, act] of BUSY_DAY) await act(store);
  await store.write({ attributes: [{ object: object("doc:a"), set: { size: 9 } }] });
}

async function everything(store: Store): Promise<unknown> {
  return [await observe(store, QUESTIONS), await store.log.revisions(0, 10_000), await store.models.list()];
}

/** What the next page holds; nothing, where it is refused. */
async function restOf(store: Store, { next }: { readonly next?: PageOptions["after"] }): Promise<readonly unknown[]> {
  if (next === undefined) throw new TypeError("expected another page");
  const page = attempt(() => store.tuples({}, { limit: 100, after: next }));
  return page.then(
    ({ tuples }) => tuples,
    () => [],
  );
}
