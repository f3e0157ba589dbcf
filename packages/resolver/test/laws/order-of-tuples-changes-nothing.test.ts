import fc from "fast-check";
import { expect, test } from "vitest";
import { failureOf } from "../theorem.ts";
import { changesNothing } from "./metamorphic.ts";

test("the order of tuples changes no answer", () => {
  const keys = fc.infiniteStream(fc.nat());
  const law = changesNothing(keys, (world, keys) => {
    const sorted = world.tuples.map((tuple) => ({ tuple, key: keys.next().value })).sort((a, b) => a.key - b.key);
    return { ...world, tuples: sorted.map(({ tuple }) => tuple) };
  });
  expect(failureOf(law, 500)).toBeUndefined();
});
