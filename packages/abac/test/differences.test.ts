import type { Json, JsonObject } from "@relata/model";
import jsonLogic from "json-logic-js";
import { describe, expect, test } from "vitest";
import { attribute, complaint, over } from "./support/ask.ts";

type Rule = Parameters<typeof jsonLogic.apply>[0];

const ANY = attribute("anything");

function oracle(rule: Json, resource: JsonObject): unknown {
  return jsonLogic.apply(rule as Rule, { resource });
}

/**
 * Every deliberate difference from json-logic-js, each where both can be seen. The page docs/reference/policies.md
 * lists the same ones.
 */
describe("where data is absent or null", () => {
  test.each<readonly [string, Json, JsonObject, unknown, string]>([
    ["two absent values are not equal", { "==": [attribute("owner"), attribute("name")] }, {}, true, "unknown"],
    ["absent is not null", { "==": [ANY, null] }, {}, true, "unknown"],
    ["absent is not unequal", { "!=": [attribute("name"), "x"] }, {}, true, "unknown"],
    ["absent is not zero", { ">=": [attribute("amount"), 0] }, {}, true, "unknown"],
    ["absent is not false", { "!": attribute("flag") }, {}, true, "unknown"],
    ["an absent list is not empty", { none: [attribute("numbers"), true] }, {}, true, "unknown"],
    [
      "a null that is given calls for no default",
      { "==": [{ var: ["resource.anything", 1] }, null] },
      { anything: null },
      true,
      "true",
    ],
    ["null is not zero", { ">=": [ANY, 0] }, { anything: null }, true, "[wrong_type]"],
    ["null holds nothing", { "==": [{ var: "resource.anything.a" }, null] }, { anything: null }, true, "[wrong_type]"],
  ])("%s", (_, rule, resource, theirs, ours) => {
    expect(oracle(rule, resource)).toBe(theirs);
    expect(over(resource, rule)).toBe(ours);
  });
});

describe("where json-logic-js converts", () => {
  test.each<readonly [string, Json, JsonObject, unknown, string]>([
    ["`==` is strict", { "==": [1, ANY] }, { anything: "1" }, true, "false"],
    ["`!=` is strict", { "!=": [0, ANY] }, { anything: "" }, false, "true"],
    ["`==` is deep", { "==": [[1], [1]] }, {}, false, "true"],
    ["`===` is deep", { "===": [ANY, [1]] }, { anything: [1] }, false, "true"],
    ["`in` is deep", { in: [[1], [[1]]] }, {}, false, "true"],
    ["text has no order with a number", { "<": [ANY, 9] }, { anything: "5" }, true, "[wrong_type]"],
    ["sums take no text", { "==": [{ "+": [ANY, 1] }, 2] }, { anything: "1" }, true, "[wrong_type]"],
    ["text is no condition", { "!!": ANY }, { anything: "0" }, true, "[wrong_type]"],
    ["a list is no condition", { "!!": ANY }, { anything: [] }, false, "[wrong_type]"],
    ["a list that is text is no list", { in: ["adm", ANY] }, { anything: "admin" }, true, "[wrong_type]"],
    ["what is no list has no elements", { none: [ANY, true] }, { anything: 5 }, true, "[wrong_type]"],
    ["`cat` takes no null", { "==": [{ cat: [ANY] }, ""] }, { anything: null }, true, "[wrong_type]"],
    ["`in` finds keys", { in: ["a", ANY] }, { anything: { a: 1 } }, false, "true"],
    [
      "`substr` takes no text for a number",
      { "==": [{ substr: ["abc", ANY] }, "bc"] },
      { anything: "1" },
      true,
      "[wrong_type]",
    ],
    ["`substr` counts code points", { "==": [{ substr: [ANY, 1] }, "b"] }, { anything: "𝒜b" }, false, "true"],
    [
      "`substr` takes no number for a text",
      { "==": [{ substr: [ANY, 0] }, "5"] },
      { anything: 5 },
      true,
      "[wrong_type]",
    ],
    ["a result is a boolean", { "!": { "!": ANY } }, { anything: "yes" }, true, "[wrong_type]"],
  ])("%s", (_, rule, resource, theirs, ours) => {
    expect(oracle(rule, resource)).toBe(theirs);
    expect(over(resource, rule)).toBe(ours);
  });
});

describe("where numbers end", () => {
  test.each<readonly [string, Json, unknown, string]>([
    ["dividing by zero is a problem", { ">": [{ "/": [1, 0] }, 5] }, true, "[division_by_zero]"],
    ["a remainder by zero is a problem", { "==": [{ "%": [1, 0] }, 0] }, false, "[division_by_zero]"],
    ["there is no infinity", { ">": [{ "*": [1e308, 10] }, 5] }, true, "[not_finite]"],
  ])("%s", (_, rule, theirs, ours) => {
    expect(oracle(rule, {})).toBe(theirs);
    expect(over({}, rule)).toBe(ours);
  });
});

describe("where json-logic-js goes on", () => {
  test("an unknown operator is refused where it is written, not where it is reached", () => {
    const rule: Json = { or: [true, { frobnicate: [1] }] };
    expect(oracle(rule, {})).toBe(true);
    expect(complaint(rule)).toBe("/or/1: unknown operator `frobnicate`");
  });

  test("an object with two keys is no value, and so never true by its shape", () => {
    const rule: Json = { "!!": { a: 1, b: 2 } };
    expect(oracle(rule, {})).toBe(true);
    expect(complaint(rule)).toContain("an object is an operation with exactly one key");
  });

  test("a path does not reach prototypes", () => {
    const rule: Json = { "==": [{ var: "resource.anything.constructor.name" }, "Object"] };
    expect(oracle(rule, { anything: {} })).toBe(true);
    expect(over({ anything: {} }, rule)).toBe("unknown");
    expect(oracle({ "==": [{ var: "resource.tags.length" }, 1] }, { tags: ["a"] })).toBe(true);
    expect(complaint({ "==": [{ var: "resource.tags.length" }, 1] })).toContain("`length` is not an index");
  });

  test.each<readonly [string, Json]>([
    ["`>` with a third operand", { ">": [3, 2, 9] }],
    ["`and` of nothing", { "!": { and: [] } }],
    ["`or` of nothing", { "!": { or: [] } }],
    ["the whole scope", { "!!": { var: "" } }],
    ["a path that is computed", { "!!": { var: { cat: ["resource", ".anything"] } } }],
    ["text as a result", "yes"],
  ])("%s is refused", (_, rule) => {
    expect(oracle(rule, { anything: true })).toBeTruthy();
    expect(complaint(rule)).not.toBe("");
  });
});

test("comparing two types that are declared or written is refused before it runs", () => {
  const rule: Json = { "===": [attribute("amount"), "1"] };
  expect(oracle(rule, { amount: 1 })).toBe(false);
  expect(complaint(rule)).toBe("/===/1: `===` compares a number with text: declare both as the same type");
});

describe("where an element looks out", () => {
  test("`../` leads to the scope around a list operator, which json-logic-js has no path to", () => {
    const rule: Json = { some: [attribute("numbers"), { "==": [{ var: "" }, { var: "../resource.limit" }] }] };
    expect(oracle(rule, { numbers: [1], limit: 1 })).toBe(false);
    expect(over({ numbers: [1], limit: 1 }, rule)).toBe("true");
  });
});

describe("where both agree though it surprises", () => {
  test.each<readonly [string, Json, boolean]>([
    ["`all` of an empty list is false", { all: [[], true] }, false],
    ["`none` of an empty list is true", { none: [[], true] }, true],
    ["text is ordered by its letters, though they be digits", { "<": ["10", "9"] }, true],
    ["empty text is in every text", { in: ["", "admin"] }, true],
    ["an empty text holds nothing, not even itself", { in: ["", { cat: [""] }] }, false],
    ["an `if` of one part is that part", { if: [true] }, true],
  ])("%s", (_, rule, expected) => {
    expect(oracle(rule, {})).toBe(expected);
    expect(over({}, rule)).toBe(String(expected));
  });
});
