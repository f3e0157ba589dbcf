import { expect } from "vitest";
import { parseInstant, type Instant } from "@relata/model";
import type { Changes, Store, TupleFilter } from "../store.ts";
import { allTuples, askAttributes } from "./ask.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { object, tuple, tuples } from "./text.ts";

const LIVE = "doc:a#viewer@user:ann";

/** Whatever refuses a write, nothing of it happens, and the token stays. */
export function aWriteIsAllOrNothing(open: OpenStore): void {
  const refused = (sentence: string, code: Parameters<typeof expectFailure>[0], changes: Changes): void =>
    promise(open, sentence, async (store) => {
      await store.write({ touch: tuples(LIVE), attributes: [{ object: object("doc:a"), set: { size: 1 } }] });
      const before = await stateOf(store);
      await expectFailure(code, () => store.write({ ...everyKindOfChange, ...changes }));
      expect(await stateOf(store)).toEqual(before);
      await staysUsable(store);
    });

  const everyKindOfChange: Changes = {
    touch: [tuple("doc:b#viewer@user:ann")],
    delete: tuples(LIVE),
    attributes: [{ object: object("doc:a"), set: { size: 2 } }],
  };

  refused("a created tuple that is live undoes the whole write", "tuple_exists", {
    create: tuples("doc:c#viewer@user:ann", LIVE),
    delete: [],
  });
  refused("a precondition that fails undoes the whole write", "precondition_failed", {
    preconditions: [{ must: "match", filter: { relation: "owner" } }],
  });
  refused("one key in two lists is refused", "invalid_tuple", { touch: tuples(LIVE) });
  refused("one key twice in one list is refused", "invalid_tuple", {
    create: tuples("doc:d#x@user:a", "doc:d#x@user:a"),
  });
  refused("one attribute twice in one write is refused", "invalid_attributes", {
    attributes: [
      { object: object("doc:a"), set: { size: 2 } },
      { object: object("doc:a"), unset: ["size"] },
    ],
  });
  refused("a window beyond the year 9999 is refused", "invalid_tuple", {
    touch: [{ ...tuple("doc:e#x@user:a"), until: afterTheYear9999() }],
  });

  promise(open, "two keys that read alike when joined are two keys", async (store) => {
    const alike = [
      { object: { type: "a", id: "b:c" }, relation: "r", subject: { type: "u", id: "1" } },
      { object: { type: "a:b", id: "c" }, relation: "r", subject: { type: "u", id: "1" } },
    ];
    expect(await store.write({ create: alike })).toMatchObject({ written: 2 });
    expect((await store.contents()).tuples).toEqual(alike);
  });

  const matching: readonly TupleFilter[] = [
    {},
    { object: { type: "doc" } },
    { object: { id: "a" } },
    { object: { type: "doc", id: "a" }, relation: "viewer" },
    { relation: "viewer" },
    { subject: { type: "user" } },
    { subject: { id: "ann" } },
    { subject: { type: "user", id: "ann" } },
    { subject: { relation: null } },
    { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann", relation: null } },
    { subject: { relation: "member" } },
  ];
  const strange: readonly TupleFilter[] = [
    { object: { type: "Doc" } },
    { object: { id: "*" } },
    { object: { type: "doc", id: "b" }, relation: "viewer" },
    { relation: "view%" },
    { subject: { id: "_nn" } },
    { subject: { type: "user", id: "ann", relation: "member" } },
    { subject: { type: "group", relation: null } },
    { relation: "viewer", subject: { relation: "member" } },
  ];

  promise(open, "a precondition sees a tuple through any of its parts", async (store) => {
    await store.write({ touch: tuples(LIVE, "doc:a#parent@group:eng#member") });
    for (const filter of matching) {
      await store.write({ preconditions: [{ must: "match", filter }] });
      await expectFailure("precondition_failed", () => store.write({ preconditions: [{ must: "not_match", filter }] }));
    }
  });

  promise(open, "a precondition matches exactly, and no more", async (store) => {
    await store.write({ touch: tuples(LIVE, "doc:a#parent@group:eng#member") });
    for (const filter of strange) {
      await store.write({ preconditions: [{ must: "not_match", filter }] });
      await expectFailure("precondition_failed", () => store.write({ preconditions: [{ must: "match", filter }] }));
    }
  });

  promise(open, "preconditions look at what was there before the write, and at live tuples only", async (store) => {
    const filter: TupleFilter = { object: object("doc:a"), relation: "viewer" };
    await store.write({ touch: tuples(LIVE), preconditions: [{ must: "not_match", filter }] });
    await store.write({ delete: tuples(LIVE), preconditions: [{ must: "match", filter }] });
    await expectFailure("precondition_failed", () => store.write({ preconditions: [{ must: "match", filter }] }));
  });

  promise(open, "a tuple on the wildcard object is not one on each object to a precondition", async (store) => {
    await store.write({ touch: tuples("doc:*#viewer@user:ann") });
    const filter: TupleFilter = { object: object("doc:a"), relation: "viewer" };
    expect(await store.write({ preconditions: [{ must: "not_match", filter }] })).toMatchObject({ written: 0 });
  });
}

async function staysUsable(store: Store): Promise<void> {
  await store.write({
    touch: tuples("doc:z#viewer@user:ann"),
    attributes: [{ object: object("doc:z"), set: { a: 1 } }],
  });
  expect(await allTuples(store)).toContain("doc:z#viewer@user:ann");
  expect(await askAttributes(store, "doc:z")).toEqual({ a: 1 });
}

function afterTheYear9999(): Instant {
  return ((parseInstant("9999-12-31T23:59:59.999999999Z") ?? 0n) + 1n) as Instant;
}
