import { expect } from "vitest";
import { matches } from "../matches.ts";
import type { Store, TupleFilter } from "../store.ts";
import { allTuples } from "./ask.ts";
import { CROSSED, everyFilter } from "./every-filter.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { object, texts, tuple, tuples } from "./text.ts";

/** Deleting what matches a filter, at once or part by part. */
export function aFilterDeletes(open: OpenStore): void {
  promise(open, "exactly what matches is deleted, for a filter of any parts", async (store) => {
    for (const filter of everyFilter().filter((_, i) => i % 3 === 0)) {
      await store.write({ touch: CROSSED });
      const left = CROSSED.filter((one) => !matches(filter, one));
      const expected = { deleted: CROSSED.length - left.length, isComplete: true };
      expect([filter, await store.deleteMatching(filter)]).toMatchObject([filter, expected]);
      expect(await allTuples(store)).toEqual(texts(left));
    }
  });

  promise(open, "whatever the tuples carry, and attributes stay", async (store) => {
    await store.write({
      touch: [
        tuple("doc:*#viewer@user:*", { policy: { name: "p", parameters: { x: 1 } } }),
        tuple("doc:a#viewer@group:eng#member", { from: "2026-01-01T00:00:00Z" }),
        tuple("doc:a#editor@user:ann"),
      ],
      attributes: [{ object: object("doc:a"), set: { size: 1 } }],
    });
    expect(await store.deleteMatching({ relation: "viewer" })).toMatchObject({ deleted: 2, isComplete: true });
    expect(await allTuples(store)).toEqual(["doc:a#editor@user:ann"]);
    expect((await store.contents()).attributes).toHaveLength(1);
  });

  promise(open, "no more than the limit go at once, and the last to go are said to be", async (store) => {
    const keys = Array.from({ length: 10 }, (_, i) => `doc:${i}#viewer@user:ann`);
    await store.write({ touch: tuples(...keys, "doc:a#editor@user:ann") });
    const steps = [];
    for (let i = 0; i < 4; i++) {
      const { deleted, isComplete } = await store.deleteMatching({ relation: "viewer" }, { limit: 4 });
      steps.push([deleted, isComplete, await count(store)]);
    }
    expect(steps).toEqual([
      [4, false, 7],
      [4, false, 3],
      [2, true, 1],
      [0, true, 1],
    ]);
  });

  promise(open, "a limit that is just enough is complete", async (store) => {
    await store.write({ touch: tuples("doc:a#viewer@user:ann", "doc:b#viewer@user:ann") });
    expect(await store.deleteMatching({}, { limit: 2 })).toMatchObject({ deleted: 2, isComplete: true });
  });

  promise(open, "thousands go in one transaction, and can come back", async (store) => {
    const keys = tuples(...Array.from({ length: 3_000 }, (_, i) => `doc:${i}#viewer@user:${i % 7}`));
    await store.write({ create: keys });
    const before = (await stateOf(store)).number;
    expect(await store.deleteMatching({ subject: { type: "user" } })).toMatchObject({ deleted: 3_000 });
    expect((await store.log.revisions(before, 1)).revisions[0]?.changes).toHaveLength(3_000);
    expect(await store.write({ create: keys })).toMatchObject({ written: 3_000 });
  });

  promise(
    open,
    "a precondition that fails leaves everything, and one that holds looks at what is there before",
    async (store) => {
      await store.write({ touch: tuples("doc:a#viewer@user:ann") });
      const before = await stateOf(store);
      const filter: TupleFilter = { object: object("doc:a") };
      const refuse = { preconditions: [{ must: "not_match", filter }] } as const;
      await expectFailure("precondition_failed", () => store.deleteMatching({}, refuse));
      expect(await stateOf(store)).toEqual(before);
      const demand = { preconditions: [{ must: "match", filter }] } as const;
      expect(await store.deleteMatching(filter, demand)).toMatchObject({ deleted: 1 });
      await expectFailure("precondition_failed", () => store.deleteMatching(filter, demand));
    },
  );

  promise(open, "the answer has the token of the state that is left", async (store) => {
    await store.write({ touch: tuples("doc:a#viewer@user:ann", "doc:b#viewer@user:ann") });
    const { token: exactly } = await store.deleteMatching({ object: object("doc:a") });
    await store.deleteMatching({});
    const { tuples: left } = await store.contents({ consistency: { exactly } });
    expect(texts(left)).toEqual(["doc:b#viewer@user:ann"]);
  });
}

async function count(store: Store): Promise<number> {
  return (await store.count({})).value;
}
