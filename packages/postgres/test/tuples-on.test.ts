import type { FilterInput } from "@relata/core";
import { formatTuple, type Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { IDS, NAMES, OBJECT_TYPES, worlds } from "@relata/spec";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { relataOver, worldsToTry } from "./random-worlds.ts";

const { url } = await testDatabase();
const store = postgres({ url });
afterAll(() => store.close());

const OBJECTS = OBJECT_TYPES.flatMap((type) => [...(IDS[type] ?? []), "*"].map((id) => ({ type, id })));
const PLACES: readonly FilterInput[] = OBJECTS.flatMap((object) =>
  NAMES.flatMap((relation) => [
    { object, relation },
    { object, relation, subject: "user:a" },
  ]),
);

const sorted = (tuples: readonly Tuple[]) => tuples.map(formatTuple).toSorted();

test("the tuples on places are what `tuples` answers for each of them, in random worlds", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const relata = await relataOver(store, world);
      const lists = await relata.tuplesOn(PLACES, { consistency: "latest" });
      const paged = await Promise.all(PLACES.map(async (place) => (await relata.tuples(place)).tuples));
      found += lists.flat().length;
      expect(lists.map(sorted)).toEqual(paged.map(sorted));
    }),
    worldsToTry(2),
  );
  expect(found).toBeGreaterThan(10);
});
