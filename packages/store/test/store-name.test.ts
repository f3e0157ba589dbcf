import { checkStoreName, memoryStore } from "@relata/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "./code-of.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 140 }));

/** Whether any UTF-16 unit of it is one of control, or half of a character. */
function isStrange(name: string): boolean {
  return Array.from(name, (character) => character.codePointAt(0) ?? 0).some(
    (point) => point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0xd800 && point < 0xe000),
  );
}

test("any text names a store or is refused, by its length and its characters alone", () => {
  fc.assert(
    fc.property(text, (name) => {
      const isName = name !== "" && name.length <= 128 && !isStrange(name);
      expect(codeOf(() => checkStoreName(name))).toBe(isName ? undefined : "invalid_store");
    }),
  );
});

test("a name that is none is shown so that a terminal can show it", () => {
  expect(() => checkStoreName("a\nb\u0007")).toThrow('"a\\nb\\u0007" cannot name a store: give 1 to 128 characters');
  expect(() => checkStoreName("x".repeat(1_000))).toThrow(`"${"x".repeat(128)}" cannot`);
});

test("every name is a store of its own", () => {
  const names = fc.uniqueArray(text.filter((name) => name !== "" && name.length <= 128 && !isStrange(name)));
  fc.assert(
    fc.property(names, (all) => {
      const { stores } = memoryStore();
      for (const name of all) stores.open(name).write({});
      expect(stores.list()).toEqual([...all].sort());
    }),
  );
});
