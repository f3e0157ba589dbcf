import { diffModels, type ModelChange } from "@relata/diff";
import { canonicalJson, type Json } from "@relata/model";
import { models } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";

const paths = (list: readonly ModelChange[]) => list.map(({ path }) => path).sort();

test("the difference of a model with itself is empty", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(diffModels(model, structuredClone(model))).toEqual([]);
    }),
  );
});

test("models that differ have a difference, each of its changes with a path, and at least one side", () => {
  let found = 0;
  fc.assert(
    fc.property(models, models, (before, after) => {
      const list = diffModels(before, after);
      expect(list.length > 0).toBe(
        canonicalJson(before as unknown as Json) !== canonicalJson(after as unknown as Json),
      );
      for (const { path, before: old, after: now, kind } of list) {
        expect(path).not.toBe("");
        expect([old !== undefined, now !== undefined]).toEqual([kind !== "added", kind !== "removed"]);
      }
      found += list.length;
    }),
  );
  expect(found).toBeGreaterThan(500);
});

test("and back again names the same paths", () => {
  fc.assert(
    fc.property(models, models, (before, after) => {
      expect(new Set(paths(diffModels(before, after)))).toEqual(new Set(paths(diffModels(after, before))));
    }),
  );
});
