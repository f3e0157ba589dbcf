import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "./support/ask.ts";

function negations(count: number): Json {
  let body: Json = true;
  for (let i = 0; i < count; i++) body = { "!": [body] };
  return body;
}

function many(count: number): Json {
  return { in: [1, Array.from({ length: count }, (_, i) => i)] };
}

function list(length: number): JsonObject {
  return { numbers: Array.from({ length }, (_, i) => i) };
}

describe("the limits of a body", () => {
  test("are a hundred levels, of which an operation is one", () => {
    expect(over({}, negations(98))).toBe("true");
    expect(over({}, negations(99))).toBe("false");
    expect(complaint(negations(100))).toBe(": the policy is nested deeper than 100 levels");
    expect(complaint(negations(100_000))).toBe(": the policy is nested deeper than 100 levels");
  });

  test("hold for lists in lists", () => {
    let nested: Json = [];
    for (let i = 0; i < 5_000; i++) nested = [nested];
    expect(complaint({ in: [1, nested] })).toBe(": the policy is nested deeper than 100 levels");
  });

  test("are ten thousand values", () => {
    expect(over({}, many(9_000))).toBe("true");
    expect(complaint(many(10_000))).toBe(": the policy holds more than 10000 values");
  });

  test("stop a body that holds itself, and one that shares its parts over and over", () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(complaint({ and: cyclic } as Json)).toBe(": the policy is nested deeper than 100 levels");
    let shared: Json = true;
    for (let i = 0; i < 60; i++) shared = { and: [shared, shared] };
    expect(complaint(shared)).toBe(": the policy holds more than 10000 values");
  });

  test("are not passed by a list that is long and empty", () => {
    expect(complaint({ in: [1, Array.from({ length: 2 ** 20 })] } as unknown as Json)).toBe(
      "/in/1/0: this is not a value of JSON",
    );
  });

  test.each<readonly [string, unknown]>([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a bigint", 1n],
    ["undefined", undefined],
    ["a function", () => true],
    ["a symbol", Symbol("s")],
    ["a date", new Date(0)],
    ["a map", new Map()],
  ])("keep out what is not JSON: %s", (_, value) => {
    expect(complaint({ "==": [value, 1] } as Json)).toBe("/==/0: this is not a value of JSON");
  });
});

describe("the budget of an evaluation", () => {
  const small: Json = { all: [attribute("numbers"), { ">=": [{ var: "" }, 0] }] };

  test("is spent by every element of a list", () => {
    expect(over(list(10_000), small)).toBe("true");
    expect(over(list(50_000), small)).toBe("[budget]");
  });

  test("is spent by nested lists, before time is", () => {
    const squared: Json = {
      all: [attribute("numbers"), { some: [{ var: "../resource.numbers" }, { "<": [{ var: "" }, 0] }] }],
    };
    expect(over(list(5_000), squared)).toBe("[budget]");
  });

  test("tells nothing but that it is spent, since how far it came depends on the order", () => {
    const missing: Json = { and: [attribute("flag"), small] };
    expect(ask(missing, { resource: list(60_000) })).toEqual({
      truth: 1,
      missing: [],
      problem: { code: "budget", message: "the policy took more than 100000 steps" },
    });
  });

  test("does not depend on the order of operands, though one of them decides", () => {
    expect(over(list(60_000), { and: [false, small] })).toBe("[budget]");
    expect(over(list(60_000), { and: [small, false] })).toBe("[budget]");
  });

  test("holds text that doubles at every element", () => {
    const doubled: Json = {
      reduce: [attribute("numbers"), { cat: [{ var: "accumulator" }, { var: "accumulator" }] }, "x"],
    };
    expect(over(list(100), { "==": [doubled, "x"] })).toBe("[out_of_range]");
  });

  test("holds lists that double at every element, once they are compared", () => {
    const doubled: Json = { reduce: [attribute("numbers"), [{ var: "accumulator" }, { var: "accumulator" }], []] };
    expect(over(list(1_000), { "==": [doubled, doubled] })).toBe("[budget]");
  });

  test("holds lists that grow one level deeper at every element, before the stack is", () => {
    const deeper: Json = { reduce: [attribute("numbers"), [{ var: "accumulator" }], []] };
    expect(over(list(100), { "==": [deeper, deeper] })).toBe("true");
    expect(over(list(9_000), { "==": [deeper, deeper] })).toBe("[budget]");
  });

  test("is spent by an element though nothing is done with it", () => {
    expect(over(list(40_000), { all: [attribute("numbers"), true] })).toBe("true");
    expect(over(list(60_000), { all: [attribute("numbers"), true] })).toBe("[budget]");
  });

  test("is not outlived by telling an unknown whose parts are shared over and over", () => {
    const both: Json = {
      "+": [
        { "+": [{ var: "accumulator" }, { var: "../resource.amount" }] },
        { "+": [{ var: "accumulator" }, { var: "../resource.limit" }] },
      ],
    };
    const body: Json = { "<": [{ reduce: [attribute("numbers"), both, 0] }, 5] };
    expect(ask(body, { resource: list(1_000) }).missing).toEqual(["resource.amount", "resource.limit"]);
  });

  test("is fresh for every evaluation", () => {
    for (let i = 0; i < 20; i++) expect(over(list(10_000), small)).toBe("true");
  });

  test("lets an unknown of ten thousand parts be told in full", () => {
    const sum: Json = { reduce: [attribute("items"), { "+": [{ var: "accumulator" }, { var: "current.price" }] }, 0] };
    const items = Array.from({ length: 10_000 }, () => ({}));
    expect(ask({ "<": [sum, 5] }, { resource: { items } })).toEqual({ truth: 1, missing: ["resource.items.*.price"] });
  });
});
