import { expect } from "vitest";
import { compareText, type Model } from "@relata/model";
import type { Judge } from "../judge.ts";
import type { PageOptions } from "../paging.ts";
import type { Changes } from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { allTuples, askTuples, memberships } from "./ask.ts";
import { BUSY_DAY, MORNING, QUESTIONS } from "./busy-day.ts";
import { observe } from "./observe.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { object, tuples } from "./text.ts";

const VIEWS = tuples("doc:a#viewer@user:ann");
const MODEL: Model = { version: 1, types: [], policies: [], context: [] };
const lenient: Judge = { tuples: () => undefined, attributes: () => undefined };
const strict: Judge = { tuples: () => "nothing may stay", attributes: () => "nothing may stay" };

/** Names that something careless takes for one another, or for something else. */
const NAMES = [
  ["Main", "MAIN", "main ", " main", "m\u0430in", "tenant-1", "tenant-10", "tenant_1", "tenant%", "%", "_", "*"],
  ["ü", "u\u0308", "🎉", "'", '"', "''", "'; drop table relata_tuples; --", "\\", "a/b", "0", "00", "null"],
  ["x".repeat(128)],
].flat();

/** The stores of one database: nothing of one reaches another. */
export function storesDoNotMeet(open: OpenStore): void {
  promise(open, "a store that is opened, read, or refused a write, is not there yet", async (store) => {
    const other = store.stores.open("other");
    await observe(other, QUESTIONS);
    const demand: Changes = { touch: VIEWS, preconditions: [{ must: "match", filter: {} }] };
    await expectFailure("precondition_failed", () => other.write(demand));
    expect(await store.stores.list()).toEqual([]);
  });

  promise(open, "a write makes its store, also one that changes nothing", async (store) => {
    await store.stores.open("b").write({});
    await store.stores.open("a").write({ touch: VIEWS });
    expect(await store.stores.list()).toEqual(["a", "b"]);
    await store.write({});
    expect(await store.stores.open("b").stores.list()).toEqual(["a", "b", MAIN_STORE]);
  });

  promise(open, "no write to one store is seen in another, through any door", async (store) => {
    const other = store.stores.open("other");
    const empty = await observe(other, QUESTIONS);
    await store.write(MORNING);
    for (const [, act] of BUSY_DAY) await act(store);
    expect(await observe(other, QUESTIONS)).toEqual(empty);
    expect([await other.log.newest(), await other.log.revisions(0, 100)]).toEqual([0, { revisions: [], isLast: true }]);
    expect([await other.models.list(), await other.models.get()]).toEqual([[], undefined]);
  });

  promise(open, "equal stores stay what they are while a third is emptied", async (store) => {
    const [one, two] = [store.stores.open("one"), store.stores.open("two")];
    for (const each of [store, one, two]) await each.write(MORNING);
    const full = await observe(store, QUESTIONS);
    expect(await one.deleteMatching({})).toMatchObject({ deleted: MORNING.touch?.length, isComplete: true });
    await one.write({ attributes: [{ object: object("doc:a"), unset: ["size", "status"] }] });
    await two.models.apply({ model: MODEL, hash: "x", at: 0 }, strict, { deleteStranded: true });
    expect(await observe(store, QUESTIONS)).toEqual(full);
    expect(await allTuples(two)).toEqual([]);
  });

  promise(open, "one key can be created in each store, and deleted in each", async (store) => {
    const other = store.stores.open("other");
    expect(await store.write({ create: VIEWS })).toMatchObject({ written: 1 });
    expect(await other.write({ create: VIEWS })).toMatchObject({ written: 1 });
    expect(await store.write({ delete: VIEWS })).toMatchObject({ deleted: 1 });
    await expectFailure("tuple_exists", () => other.write({ create: VIEWS }));
  });

  promise(open, "groups do not climb from one store into another", async (store) => {
    const other = store.stores.open("other");
    await store.write({ touch: tuples("group:a#member@user:ann", "group:c#member@group:b#member") });
    await other.write({ touch: tuples("group:b#member@group:a#member", "group:a#member@user:bob") });
    expect(await askTuples(store, memberships("user:ann", "group#member"))).toEqual(["group:a#member@user:ann"]);
    expect(await askTuples(other, memberships("user:ann", "group#member"))).toEqual([]);
  });

  promise(open, "a precondition looks at its own store", async (store) => {
    const other = store.stores.open("other");
    await store.write({ touch: VIEWS });
    const filter = { object: object("doc:a") };
    await expectFailure("precondition_failed", () => other.write({ preconditions: [{ must: "match", filter }] }));
    await other.deleteMatching({}, { preconditions: [{ must: "not_match", filter }] });
    expect(await allTuples(store)).toHaveLength(1);
  });

  promise(open, "idempotency keys of two stores do not meet", async (store) => {
    const other = store.stores.open("other");
    await store.write({ touch: VIEWS, idempotencyKey: "k" });
    const second = { touch: tuples("doc:b#viewer@user:ann"), idempotencyKey: "k" };
    expect(await other.write(second)).toMatchObject({ written: 1, isRepeat: false });
    await expectFailure("idempotency_mismatch", () => store.write(second));
  });

  promise(open, "each store has models of its own, and judges what is its own", async (store) => {
    const other = store.stores.open("other");
    await store.write(MORNING);
    expect(await other.models.judge(strict)).toEqual({ tuples: [], attributes: [] });
    const applied = await other.models.apply({ model: MODEL, hash: "x", at: 0 }, strict, { after: 0 });
    expect(applied.entry.number).toBe(1);
    expect(await store.models.list()).toEqual([]);
    const own = await store.models.apply({ model: MODEL, hash: "x", at: 0 }, lenient, { after: 0 });
    expect(own).toMatchObject({ recorded: true, entry: { number: 1 } });
  });

  promise(open, "revisions of all stores stand in one order, and each log has its own", async (store) => {
    const written = new Map<string, number[]>();
    let last = 0;
    for (const name of ["a", "b", "a", "c", "c", "b", "a"]) {
      const each = store.stores.open(name);
      const { token } = await each.write({ touch: tuples(`doc:${last}#viewer@user:ann`) });
      const number = await each.log.numberOf(token);
      expect(number).toBeGreaterThan(last);
      written.set(name, [...(written.get(name) ?? []), number]);
      last = number;
    }
    for (const [name, numbers] of written) {
      const { log } = store.stores.open(name);
      expect((await log.revisions(0, 100)).revisions.map(({ number }) => number)).toEqual(numbers);
      expect(await log.newest()).toBe(numbers.at(-1));
    }
  });

  promise(open, "a cursor of one store is refused in another", async (store) => {
    const other = store.stores.open("other");
    for (const each of [store, other]) await each.write(MORNING);
    const tuplesAfter = nextOf(await store.tuples({}, { limit: 1 }));
    const attributesAfter = nextOf(await store.attributes({ limit: 1 }));
    await expectFailure("invalid_cursor", () => other.tuples({}, tuplesAfter));
    await expectFailure("invalid_cursor", () => other.attributes(attributesAfter));
  });

  promise(open, "names of stores are exact", async (store) => {
    for (const name of NAMES) await store.stores.open(name).write({ touch: tuples(`doc:${name}#viewer@user:ann`) });
    expect(await store.stores.list()).toEqual([...NAMES].sort(compareText));
    for (const name of NAMES) {
      expect(await allTuples(store.stores.open(name))).toEqual([`doc:${name}#viewer@user:ann`]);
    }
    expect(await allTuples(store)).toEqual([]);
  });

  promise(open, "a name that is none is refused", async (store) => {
    for (const name of ["", "x".repeat(129), "a\nb", "a\0", "\u0085", "\uD800"]) {
      await expectFailure("invalid_store", () => store.stores.open(name));
      await expectFailure("invalid_store", () => store.stores.delete(name));
    }
  });

  promise(open, "two handles of one name are one store, and the main store has a name", async (store) => {
    await store.stores.open("other").write({ touch: VIEWS });
    expect(await allTuples(store.stores.open("other"))).toHaveLength(1);
    await store.stores.open(MAIN_STORE).write({ touch: VIEWS });
    expect(await allTuples(store)).toHaveLength(1);
    expect(await allTuples(store.stores.open("other").stores.open(MAIN_STORE))).toHaveLength(1);
  });

  promise(open, "closing a named store closes nothing, and closing the database closes all", async (store) => {
    const other = store.stores.open("other");
    await other.close();
    await other.write({ touch: VIEWS });
    await store.close();
    await expectFailure("closed", () => other.write({ touch: VIEWS }));
    await expectFailure("closed", () => other.contents());
    await expectFailure("closed", () => store.stores.list());
    await expectFailure("closed", () => store.stores.delete("other"));
  });
}

/** The options for the page after that one. */
function nextOf({ next }: { readonly next?: PageOptions["after"] }): PageOptions {
  if (next === undefined) throw new TypeError("expected another page");
  return { limit: 1, after: next };
}
