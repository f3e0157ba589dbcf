import { expect } from "vitest";
import type { Changes } from "../store.ts";
import { allTuples } from "./ask.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { object, tuple, tuples } from "./text.ts";

const VIEWS = "doc:a#viewer@user:ann";
const limited = (x: number) => tuple(VIEWS, { policy: { name: "p", parameters: { x } } });

const NAMED: Changes = {
  touch: [limited(1), tuple("doc:b#viewer@user:ann", { until: "2027-01-01T00:00:00Z" })],
  create: tuples("doc:c#viewer@user:ann", "doc:d#viewer@user:ann"),
  delete: tuples("doc:old#viewer@user:ann", "doc:older#viewer@user:ann"),
  attributes: [{ object: object("doc:a"), set: { size: 1, other: [1] }, unset: ["x", "y"] }],
  preconditions: [
    { must: "not_match", filter: { object: object("doc:c") } },
    { must: "match", filter: { object: object("doc:old"), subject: { relation: null } } },
  ],
  idempotencyKey: "k",
};

/** The same in another order. */
const REORDERED: Changes = {
  touch: NAMED.touch?.toReversed() ?? [],
  create: NAMED.create?.toReversed() ?? [],
  delete: NAMED.delete?.toReversed() ?? [],
  attributes: [{ object: object("doc:a"), unset: ["y", "x"], set: { other: [1], size: 1 } }],
  preconditions: NAMED.preconditions?.toReversed() ?? [],
  idempotencyKey: "k",
};

/** Each is another write, however small the difference. */
const OTHERS: Record<string, Partial<Changes>> = {
  "other parameters": { touch: [limited(2), ...(NAMED.touch?.slice(1) ?? [])] },
  "a missing window": { touch: [limited(1), tuple("doc:b#viewer@user:ann")] },
  "another window": {
    touch: [limited(1), tuple("doc:b#viewer@user:ann", { until: "2027-01-01T00:00:00.000000001Z" })],
  },
  "touch instead of create": { touch: [...(NAMED.touch ?? []), ...(NAMED.create ?? [])], create: [] },
  "one tuple less": { create: tuples("doc:c#viewer@user:ann") },
  "a set instead of its object": { delete: tuples("doc:old#viewer@user:ann", "doc:older#viewer@user:ann#x") },
  "another value": { attributes: [{ object: object("doc:a"), set: { size: "1", other: [1] }, unset: ["x", "y"] }] },
  "null instead of none": {
    attributes: [{ object: object("doc:a"), set: { size: 1, other: [1], x: null }, unset: ["y"] }],
  },
  "no preconditions": { preconditions: [] },
  "any subject instead of a plain one": {
    preconditions: [NAMED.preconditions?.[0], { must: "match", filter: { object: object("doc:old") } } as const].filter(
      (one) => one !== undefined,
    ),
  },
};

/** Idempotency keys: a write that is tried again after a lost answer is written once. */
export function aNamedWriteHappensOnce(open: OpenStore): void {
  promise(open, "a repeated write answers what the first did, and does nothing", async (store) => {
    await store.write({ touch: tuples("doc:old#viewer@user:ann") });
    const first = await store.write(NAMED);
    expect(first).toMatchObject({ written: 4, deleted: 1, isRepeat: false });
    const before = await stateOf(store);
    for (const again of [NAMED, NAMED, REORDERED]) {
      expect(await store.write(again)).toEqual({ ...first, isRepeat: true });
    }
    expect(await stateOf(store)).toEqual(before);
    expect((await store.log.revisions(0, 1_000)).revisions).toHaveLength(2);
  });

  promise(open, "also where it would be refused by now, and whatever was written since", async (store) => {
    await store.write({ touch: tuples("doc:old#viewer@user:ann") });
    const first = await store.write(NAMED);
    await store.deleteMatching({});
    const later = await store.write({ touch: tuples("doc:c#viewer@user:ann", VIEWS) });
    expect(await store.write(NAMED)).toEqual({ ...first, isRepeat: true });
    expect(await allTuples(store)).toEqual([VIEWS, "doc:c#viewer@user:ann"]);
    expect(await store.log.newest()).toBe(await store.log.numberOf(later.token));
  });

  promise(open, "also where it changed nothing", async (store) => {
    const first = await store.write({ idempotencyKey: "nothing" });
    expect(await store.write({ touch: [], idempotencyKey: "nothing" })).toEqual({ ...first, isRepeat: true });
  });

  promise(open, "another write of the same name is refused, and changes nothing", async (store) => {
    await store.write({ touch: tuples("doc:old#viewer@user:ann") });
    const first = await store.write(NAMED);
    const before = await stateOf(store);
    for (const [difference, other] of Object.entries(OTHERS)) {
      const failure = await expectFailure("idempotency_mismatch", () => store.write({ ...NAMED, ...other }));
      expect([difference, failure.message]).toEqual([difference, expect.stringContaining('"k"')]);
    }
    expect(await stateOf(store)).toEqual(before);
    expect(await store.write(NAMED)).toEqual({ ...first, isRepeat: true });
  });

  promise(open, "a write that failed leaves no name", async (store) => {
    await store.write({ touch: tuples(VIEWS) });
    const key = { idempotencyKey: "k" };
    await expectFailure("tuple_exists", () => store.write({ create: tuples(VIEWS), ...key }));
    const preconditions = [{ must: "not_match", filter: {} }] as const;
    await expectFailure("precondition_failed", () => store.write({ preconditions, ...key }));
    expect(await store.write({ delete: tuples(VIEWS), ...key })).toMatchObject({ deleted: 1, isRepeat: false });
    expect(await store.write({ delete: tuples(VIEWS), ...key })).toMatchObject({ deleted: 1, isRepeat: true });
  });

  promise(open, "of writes of one name at the same time, one is written", async (store) => {
    const changes = { create: tuples(VIEWS), idempotencyKey: "k" };
    const outcomes = await Promise.all(Array.from({ length: 8 }, async () => store.write(changes)));
    expect(outcomes.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    const [first] = outcomes;
    for (const outcome of outcomes) expect(outcome).toEqual({ ...first, isRepeat: outcome.isRepeat });
    expect((await store.log.revisions(0, 1_000)).revisions).toHaveLength(1);
  });

  promise(open, "names of writes are exact, up to 256 characters", async (store) => {
    const names = ["k", "K", "k ", " k", "ü", "u\u0308", "🎉", "'", "%", "0", "00", "x".repeat(255), "x".repeat(256)];
    for (const [i, idempotencyKey] of names.entries()) {
      const changes = { touch: tuples(`doc:${i}#viewer@user:ann`), idempotencyKey };
      expect(await store.write(changes)).toMatchObject({ written: 1, isRepeat: false });
      expect(await store.write(changes)).toMatchObject({ written: 1, isRepeat: true });
    }
  });

  promise(open, "a name that is none is refused", async (store) => {
    for (const idempotencyKey of ["", "x".repeat(257), "a\0b", "\uD800"]) {
      await expectFailure("invalid_question", () => store.write({ touch: tuples(VIEWS), idempotencyKey }));
    }
    expect(await allTuples(store)).toEqual([]);
  });

  promise(
    open,
    "changes that contradict themselves are refused, also under the name of a good write",
    async (store) => {
      await store.write({ touch: tuples(VIEWS), idempotencyKey: "k" });
      const twice = { touch: tuples(VIEWS), delete: tuples(VIEWS), idempotencyKey: "k" };
      await expectFailure("invalid_tuple", () => store.write(twice));
    },
  );
}
