import type { FilterInput } from "@relata/core";
import { formatTuple, type Tuple } from "@relata/model";
import { IDS, NAMES, OBJECT_TYPES, worlds } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryStore } from "@relata/store";
import { CountedStore } from "../counted-store.ts";
import { enginesOf, worldsToTry } from "../random-worlds.ts";
import { emptyRelata, failureOf, filledRelata, STORES } from "../situation.ts";

const OBJECTS = OBJECT_TYPES.flatMap((type) => [...(IDS[type] ?? []), "*"].map((id) => ({ type, id })));
const SUBJECTS = ["user:a", "user:*", "group:g", "group:g#member"];
/** Every place of a random world, of all subjects and of one. */
const PLACES: readonly FilterInput[] = OBJECTS.flatMap((object) =>
  NAMES.flatMap((relation) => [{ object, relation }, ...SUBJECTS.map((subject) => ({ object, relation, subject }))]),
);

const sorted = (tuples: readonly Tuple[]) => tuples.map(formatTuple).toSorted();

test("the tuples on places are what `tuples` answers for each of them, over memory and over sqlite, in random worlds", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      for (const [, relata] of await enginesOf(world)) {
        const lists = await relata.tuplesOn(PLACES);
        expect(lists).toHaveLength(PLACES.length);
        for (const [n, place] of PLACES.entries()) {
          const { tuples } = await relata.tuples(place);
          found += tuples.length;
          expect(sorted(lists[n] ?? [])).toEqual(sorted(tuples));
        }
        await relata.close();
      }
    }),
    worldsToTry(8),
  );
  expect(found).toBeGreaterThan(50);
});

describe.each(STORES)("the tuples on places of a store %s", (_, open) => {
  test("are of the state that is asked for", async () => {
    const relata = await emptyRelata(open);
    const place = { object: "group:eng", relation: "member" };
    const { token } = await relata.write(["group:eng#member@user:ann"]);
    await relata.write({ delete: ["group:eng#member@user:ann"] });
    expect(await relata.tuplesOn([place], { consistency: "latest" })).toEqual([[]]);
    const [before = []] = await relata.tuplesOn([place], { consistency: { exactly: token } });
    expect(before.map(formatTuple)).toEqual(["group:eng#member@user:ann"]);
    expect(await relata.tuplesOn([])).toEqual([]);
  });

  test("are of one whole object, one relation, and one whole subject or none", async () => {
    const relata = await filledRelata(open);
    const wrong: readonly FilterInput[] = [
      {},
      { object: "group:eng" },
      { relation: "member" },
      { object: { type: "group" }, relation: "member" },
      { object: "group:eng", relation: "member", subject: { type: "user" } },
      { object: "group:eng", relation: "member", subject: { type: "user", id: "ann" } },
    ];
    for (const place of wrong) {
      const failure = await failureOf(() => relata.tuplesOn([place]));
      expect([failure.code, failure.message]).toEqual(["invalid_question", expect.stringContaining("a place is")]);
    }
    const named = { object: "group:eng", relation: "member", subject: { type: "user", id: "ann", relation: null } };
    expect(await relata.tuplesOn([named])).toHaveLength(1);
  });
});

test("tuples on a hundred places take one read, and names that are none are refused", async () => {
  const counted = new CountedStore(memoryStore());
  const relata = await emptyRelata(() => counted.store);
  const objects = Array.from({ length: 100 }, (_, n) => `group:g${n}`);
  await relata.write(objects.map((object) => `${object}#member@user:ann`));
  counted.reads = 0;
  const lists = await relata.tuplesOn(objects.map((object) => ({ object, relation: "member" })));
  expect(lists.flat().map(({ object: { id } }) => `group:${id}`)).toEqual(objects);
  expect(counted.reads).toBe(1);
  const wrong = await failureOf(() => relata.tuplesOn([{ object: "nothing:1", relation: "member" }]));
  expect(wrong.code).toBe("unknown_type");
});
