import { compile } from "@relata/language";
import type { Model } from "@relata/model";
import { expect, test } from "vitest";
import { LARGE_MODEL, largeModelFiles } from "../src/large-model.ts";

function counts({ types, policies }: Model) {
  return {
    types: types.length,
    relations: types.reduce((sum, { relations }) => sum + relations.length, 0),
    permissions: types.reduce((sum, { permissions }) => sum + permissions.length, 0),
    policies: policies.length,
  };
}

test("the large model has 500 types and 5,000 relations, and compiles", () => {
  const { model } = compile(largeModelFiles(), { lint: true });
  expect(model && counts(model)).toEqual(LARGE_MODEL);
  expect(LARGE_MODEL).toMatchObject({ types: 500, relations: 5_000, permissions: 3_000 });
});

test("the large model is one model, in whatever order its files come", () => {
  const files = largeModelFiles();
  expect(JSON.stringify(compile(files.toReversed()).model)).toBe(JSON.stringify(compile(files).model));
});
