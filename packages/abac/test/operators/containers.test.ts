import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const A = attribute("anything");
const B = attribute("something");

describe("get", () => {
  test.each<readonly [Json, Json, string]>([
    [["a", "b"], 0, "true"],
    [["b", "a"], 1, "true"],
    [["b", "a"], 0, "false"],
    [["a"], 1, "unknown"],
    [["a"], -1, "unknown"],
    [["a"], 0.5, "[wrong_type]"],
    [["a"], "0", "[wrong_type]"],
    [["a"], "length", "[wrong_type]"],
    [{ k: "a" }, "k", "true"],
    [{ k: null }, "k", "false"],
    [{ k: "a" }, "l", "unknown"],
    [{}, "constructor", "unknown"],
    [{}, "__proto__", "unknown"],
    [{ "a.b": "a" }, "a.b", "true"],
    [{ 0: "a" }, 0, "[wrong_type]"],
    ["a", 0, "[wrong_type]"],
    [null, "a", "[wrong_type]"],
  ])("of %j at %j, compared with `a`, is %s", (of, at, expected) => {
    expect(over({ anything: of, something: at }, { "==": [{ get: [A, B] }, "a"] })).toBe(expected);
  });

  test("is unknown where an operand is, and says what it lacks", () => {
    expect(ask({ "==": [{ get: [A, B] }, 1] }).missing).toEqual(["resource.anything", "resource.something"]);
    expect(ask({ "==": [{ get: [attribute("numbers"), 3] }, 1] }, { resource: { numbers: [] } }).missing).toEqual([
      "resource.numbers.*",
    ]);
  });

  test("knows the type of what it gives, and takes an index or a key", () => {
    expect(complaint({ "==": [{ get: [attribute("numbers"), 0] }, "a"] })).toContain("compares a number with text");
    expect(complaint({ "==": [{ get: [attribute("numbers"), "0"] }, 1] })).toContain("`get` does not take text here");
    expect(complaint({ "==": [{ get: [attribute("labels"), 0] }, "a"] })).toContain(
      "`get` does not take a number here",
    );
    expect(complaint({ "==": [{ get: [attribute("name"), 0] }, "a"] })).toContain("`get` does not take text here");
    expect(complaint({ some: [{ get: [attribute("deep"), "a"] }, true] })).toContain("`some` does not take an object");
  });
});

describe("in over a map", () => {
  test("is whether it has the key", () => {
    const has: Json = { in: [attribute("name"), attribute("labels")] };
    expect(over({ name: "a", labels: { a: "b" } }, has)).toBe("true");
    expect(over({ name: "b", labels: { a: "b" } }, has)).toBe("false");
    expect(over({ name: "constructor", labels: {} }, has)).toBe("false");
    expect(ask(has).missing).toEqual(["resource.labels", "resource.name"]);
    expect(over({ labels: { 1: "a" }, anything: 1 }, { in: [A, attribute("labels")] })).toBe("[wrong_type]");
    expect(complaint({ in: [1, attribute("labels")] })).toBe("/in/0: `in` does not take a number here");
  });
});

describe("isSubtreeOf", () => {
  test.each<readonly [JsonObject, JsonObject, string]>([
    [{}, {}, "true"],
    [{}, { a: 1 }, "true"],
    [{ a: 1 }, { a: 1, b: 2 }, "true"],
    [{ a: 1, b: 2 }, { a: 1 }, "false"],
    [{ a: 1 }, { a: "1" }, "false"],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, "true"],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, "false"],
    [{ a: {} }, { a: 1 }, "false"],
    [{ a: [1] }, { a: [1, 2] }, "false"],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }, "false"],
    [{ a: null }, {}, "false"],
    [{ constructor: 1 }, {}, "false"],
  ])("%j of %j is %s", (part, whole, expected) => {
    expect(over({ anything: part, something: whole }, { isSubtreeOf: [A, B] })).toBe(expected);
  });

  test("is unknown where an operand is, and takes objects only", () => {
    expect(ask({ isSubtreeOf: [A, B] }).missing).toEqual(["resource.anything", "resource.something"]);
    expect(over({ anything: [], something: {} }, { isSubtreeOf: [A, B] })).toBe("[wrong_type]");
    expect(over({ anything: {}, something: null }, { isSubtreeOf: [A, B] })).toBe("[wrong_type]");
    expect(complaint({ isSubtreeOf: [attribute("tags"), A] })).toContain("does not take a list here");
  });
});

describe("merge", () => {
  test.each<readonly [readonly Json[], Json]>([
    [[], []],
    [
      [[1], [2, 3]],
      [1, 2, 3],
    ],
    [
      [1, [2], 3],
      [1, 2, 3],
    ],
    [
      [[[1]], 2],
      [[1], 2],
    ],
    [[[]], []],
  ])("of %j is %j", (lists, expected) => {
    expect(over({}, { "==": [{ merge: lists }, expected] })).toBe("true");
  });

  test("is unknown where a list is, and keeps an unknown element as one", () => {
    expect(ask({ in: [1, { merge: [[1], attribute("numbers")] }] }).missing).toEqual(["resource.numbers"]);
    expect(over({}, { in: [1, { merge: [[1], [attribute("amount")]] }] })).toBe("true");
    expect(over({}, { in: [2, { merge: [[1], [attribute("amount")]] }] })).toBe("unknown");
  });

  test("spends the budget before a list that doubles at every element is made", () => {
    const doubled: Json = {
      reduce: [attribute("numbers"), { merge: [{ var: "accumulator" }, { var: "accumulator" }] }, [1]],
    };
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    expect(over({ numbers }, { in: [2, doubled] })).toBe("[budget]");
  });
});

describe("what residuals write", () => {
  test("`record` is an object, though none may be written as JSON", () => {
    expect(over({ anything: { a: 1, b: [2] } }, { "==": [A, { record: ["a", 1, "b", [2]] }] })).toBe("true");
    expect(over({ anything: {} }, { "==": [A, { record: [] }] })).toBe("true");
    const hostile = JSON.parse('{"__proto__": 1}') as Json;
    expect(over({ anything: hostile }, { "==": [A, { record: ["__proto__", 1] }] })).toBe("true");
    expect(ask({ "==": [A, { record: ["a", attribute("amount")] }] }, { resource: { anything: 1 } }).missing).toEqual([
      "resource.amount",
    ]);
    expect(complaint({ in: ["a", { record: ["a"] }] })).toBe("/in/1: `record` holds keys and values in turn");
    expect(complaint({ in: ["a", { record: [1, 2] }] })).toBe("/in/1/record/0: a key is a text, written out");
    expect(complaint({ in: ["a", { record: ["a", 1, "a", 2] }] })).toBe(
      "/in/1/record/2: the key `a` stands there twice",
    );
  });

  test("`any` hides a type, and leaves the value", () => {
    expect(complaint({ "==": [attribute("amount"), { any: "1" }] })).toBe("");
    expect(over({ amount: 1 }, { "==": [attribute("amount"), { any: "1" }] })).toBe("false");
    expect(over({ name: "a" }, { in: ["a", { any: attribute("name") }] })).toBe("[wrong_type]");
  });

  test("`fail` is a problem wherever the answer depends on it", () => {
    const failing: Json = { fail: ["not_finite", "`+` gives too much"] };
    expect(ask({ and: [true, failing] }).problem).toEqual({ code: "not_finite", message: "`+` gives too much" });
    expect(over({}, { and: [false, failing] })).toBe("false");
    expect(complaint({ fail: ["nonsense", "x"] })).toContain(
      "/fail/0: the code is one of wrong_type, division_by_zero",
    );
    expect(complaint({ fail: ["budget", 5] })).toBe("/fail/1: the message is a text, written out");
  });
});
