import { canonicalJson, type Json } from "@relata/model";
import { formatCursor, listOf, parseCursor, type PageCursor, type TupleFilter } from "@relata/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "./code-of.ts";

const json = fc.jsonValue({ depthSize: "small" }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const parts = fc.record({ list: json, number: fc.maxSafeNat(), last: json });

test("a cursor says what it was made of, to the list that it is of", () => {
  fc.assert(
    fc.property(parts, (made) => {
      expect(parseCursor(formatCursor(made), made.list)).toEqual(made);
    }),
  );
});

test("a cursor is refused for any other list", () => {
  fc.assert(
    fc.property(parts, json, (made, other) => {
      fc.pre(canonicalJson(made.list) !== canonicalJson(other));
      expect(() => parseCursor(formatCursor(made), other)).toThrow("the cursor is of another list");
    }),
  );
});

test("a cursor is text that a URL leaves as it is", () => {
  fc.assert(
    fc.property(parts, (made) => {
      expect(formatCursor(made)).toMatch(/^[\w.~!*'()%-]+$/);
    }),
  );
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  json.map((value) => encodeURIComponent(JSON.stringify(value))),
  fc.tuple(parts, fc.nat({ max: 200 })).map(([made, at]) => formatCursor(made).slice(0, at)),
);

test("any text is a cursor of the list or is refused", () => {
  fc.assert(
    fc.property(anyText, json, (text, list) => {
      expect([undefined, "invalid_cursor"]).toContain(codeOf(() => parseCursor(text as PageCursor, list)));
    }),
  );
});

test.each([
  ["a number below 0", [-1, "x", ["main", null]]],
  ["a fraction", [1.5, "x", ["main", null]]],
  ["no number", ["1", "x", ["main", null]]],
  ["a part too many", [1, "x", ["main", null], 1]],
  ["a part too few", [1, "x"]],
])("a cursor with %s is refused", (_, value) => {
  const cursor = encodeURIComponent(JSON.stringify(value)) as PageCursor;
  expect(() => parseCursor(cursor, listOf("main"))).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
});

test("lists differ by store, by kind and by filter, and parts that are undefined do not count", () => {
  const lists = [
    listOf("main"),
    listOf("main", {}),
    listOf("other"),
    listOf("main", { relation: "viewer" }),
    listOf("main", { subject: { relation: null } }),
    listOf("main", { subject: {} }),
  ];
  expect(new Set(lists.map(canonicalJson)).size).toBe(lists.length);
  const withUndefined = { object: undefined, relation: "viewer" } as unknown as TupleFilter;
  expect(listOf("main", withUndefined)).toEqual(listOf("main", { relation: "viewer" }));
});
