import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listsAsChecked } from "./lists-as-checked.ts";
import { listsInParts } from "./lists-in-parts.ts";
import { worldsToTry } from "./theorem.ts";

describe("the law of lists: a list is check, id by id", () => {
  test("in random worlds, of objects, subjects and subject sets, in memory and loaded", { timeout: 600_000 }, () => {
    let [rows, rests, exceptions] = [0, 0, 0];
    const property = listsAsChecked(undefined, (list) => {
      rows += list.rows.length;
      rests += list.rest === undefined ? 0 : 1;
      exceptions += list.rest?.except.length ?? 0;
    });
    fc.assert(property, worldsToTry(3_000));
    console.log(`lists: ${rows} rows, ${rests} with a rest, ${exceptions} exceptions`);
    for (const count of [rows, rests, exceptions]) expect(count).toBeGreaterThan(5);
  });

  test("of several permissions, in a scope, and page by page at any size", { timeout: 600_000 }, () => {
    let [rows, rests] = [0, 0];
    const property = listsInParts(undefined, (list) => {
      rows += list.rows.length;
      rests += list.rest === undefined ? 0 : 1;
    });
    fc.assert(property, worldsToTry(500));
    console.log(`lists in parts: ${rows} rows, ${rests} with a rest`);
    for (const count of [rows, rests]) expect(count).toBeGreaterThan(5);
  });
});
