import { expect } from "vitest";
import { allTuples, askTuples, has } from "./ask.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { texts, tuple, tuples } from "./text.ts";

const VIEWS = "doc:a#viewer@user:ann";
const EDITS = "doc:a#editor@user:ann";

/** Touch, create and delete, each with what it counts. */
export function whatIsWrittenIsRead(open: OpenStore): void {
  promise(open, "a new store is empty", async (store) => {
    expect(await store.contents()).toMatchObject({ tuples: [], attributes: [] });
  });

  promise(open, "a touched tuple is live, and so is a created one", async (store) => {
    const outcome = await store.write({ touch: tuples(VIEWS), create: tuples(EDITS) });
    expect(outcome).toMatchObject({ written: 2, deleted: 0 });
    expect(await allTuples(store)).toEqual([EDITS, VIEWS]);
    expect(await askTuples(store, has(VIEWS))).toEqual([VIEWS]);
  });

  promise(open, "touching an identical live tuple makes nothing", async (store) => {
    const carried = tuple(VIEWS, { policy: { name: "p", parameters: { a: 1, b: [2] } }, from: "2026-01-01T00:00:00Z" });
    await store.write({ touch: [carried] });
    const reordered = { ...carried, policy: { name: "p", parameters: { b: [2], a: 1 } } };
    expect(await store.write({ touch: [reordered] })).toMatchObject({ written: 0, deleted: 0 });
    expect(await allTuples(store)).toEqual(texts([carried]));
  });

  promise(open, "touching with another policy or window replaces the tuple", async (store) => {
    const values = [
      { policy: { name: "p", parameters: {} } },
      { policy: { name: "p", parameters: { a: 1 } } },
      { policy: { name: "q", parameters: { a: 1 } } },
      { from: "2026-01-01T00:00:00Z" },
      { from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" },
      {},
    ];
    for (const value of values) {
      expect(await store.write({ touch: [tuple(VIEWS, value)] })).toMatchObject({ written: 1, deleted: 0 });
      expect(await allTuples(store)).toEqual(texts([tuple(VIEWS, value)]));
    }
  });

  promise(open, "creating a live tuple is refused by name, whatever its value", async (store) => {
    await store.write({ create: tuples(VIEWS) });
    const again = tuple(VIEWS, { policy: { name: "p", parameters: {} } });
    const failure = await expectFailure("tuple_exists", () => store.write({ create: [again] }));
    expect(failure.message).toContain(VIEWS);
    expect(await allTuples(store)).toEqual([VIEWS]);
  });

  promise(open, "deleting ends the tuple, whatever it carries, and counts it", async (store) => {
    await store.write({ touch: [tuple(VIEWS, { policy: { name: "p", parameters: { a: 1 } } }), tuple(EDITS)] });
    expect(await store.write({ delete: tuples(VIEWS) })).toMatchObject({ written: 0, deleted: 1 });
    expect(await allTuples(store)).toEqual([EDITS]);
    expect(await askTuples(store, has(VIEWS))).toEqual([]);
  });

  promise(open, "deleting what is not there deletes nothing", async (store) => {
    await store.write({ touch: tuples("doc:a#viewer@group:eng#member") });
    expect(await store.write({ delete: tuples("doc:a#viewer@group:eng") })).toMatchObject({ deleted: 0 });
    expect(await allTuples(store)).toEqual(["doc:a#viewer@group:eng#member"]);
  });

  promise(open, "a deleted tuple can be created again", async (store) => {
    await store.write({ create: tuples(VIEWS) });
    await store.write({ delete: tuples(VIEWS) });
    expect(await store.write({ create: tuples(VIEWS) })).toMatchObject({ written: 1 });
    expect(await allTuples(store)).toEqual([VIEWS]);
  });

  promise(open, "a plain subject, a set of it and a wildcard are three subjects", async (store) => {
    const three = ["doc:a#viewer@group:*", "doc:a#viewer@group:eng", "doc:a#viewer@group:eng#member"];
    await store.write({ create: tuples(...three) });
    expect(await allTuples(store)).toEqual(three);
  });

  promise(open, "policy, parameters and a window of nanoseconds come back as they were", async (store) => {
    const parameters = { nothing: null, nested: { list: [1, -0.5, 1e21, "ü", true, null], empty: {} }, "": "" };
    const carried = tuple(VIEWS, {
      policy: { name: "can-view", parameters },
      from: "2026-01-31T09:00:00.123456789Z",
      until: "9999-12-31T23:59:59.999999999Z",
    });
    await store.write({ touch: [carried] });
    expect((await store.contents()).tuples).toEqual([carried]);
  });

  promise(open, "an open window comes back open, before 1970 too", async (store) => {
    const carried = [
      tuple(VIEWS, { from: "0001-01-01T00:00:00.000000001Z" }),
      tuple(EDITS, { until: "1969-12-31T23:59:59.9Z" }),
    ];
    await store.write({ touch: carried });
    expect(await allTuples(store)).toEqual(texts(carried));
  });
}
