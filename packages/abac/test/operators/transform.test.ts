import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const LIST = attribute("anything");
const ELEMENT: Json = { var: "" };
const SUM: Json = { "+": [{ var: "accumulator" }, { var: "current" }] };

function gives(list: Json, expression: Json): (expected: Json[]) => string {
  return (expected) => over({ anything: list }, { "==": [expression, expected] });
}

describe("filter", () => {
  const filtered: Json = { filter: [LIST, { ">": [ELEMENT, 2] }] };

  test("keeps the elements of which the condition is true, in order", () => {
    expect(gives([3, 1, 4, 2], filtered)([3, 4])).toBe("true");
    expect(gives([1], filtered)([])).toBe("true");
    expect(gives([], filtered)([])).toBe("true");
  });

  test("is unknown as a whole where the condition is, of one element", () => {
    const known: Json = { filter: [[1, 5, attribute("amount")], { ">": [ELEMENT, 2] }] };
    expect(over({}, { "==": [known, [5]] })).toBe("unknown");
    expect(over({ amount: 1 }, { "==": [known, [5]] })).toBe("true");
    expect(gives([1, "x"], filtered)([])).toBe("[wrong_type]");
    expect(over({}, { in: [1, filtered] })).toBe("unknown");
  });

  test("keeps an unknown element where the condition does not depend on it", () => {
    expect(over({}, { in: [5, { filter: [[attribute("amount"), 5], true] }] })).toBe("true");
    expect(over({}, { in: [6, { filter: [[attribute("amount"), 5], true] }] })).toBe("unknown");
  });

  test("reports what the elements lack under the name of its list", () => {
    const dear: Json = { filter: [attribute("items"), { ">": [{ var: "price" }, 5] }] };
    expect(
      ask({ some: [dear, { "<": [{ var: "weight" }, 1] }] }, { resource: { items: [{ price: 9 }] } }).missing,
    ).toEqual(["resource.items.*.weight"]);
    expect(ask({ some: [dear, true] }, { resource: { items: [{}] } }).missing).toEqual(["resource.items.*.price"]);
  });

  test("takes a boolean condition", () => {
    expect(complaint({ in: [1, { filter: [attribute("numbers"), ELEMENT] }] })).toBe(
      "/in/1/filter/1: `filter` does not take a number here",
    );
  });
});

describe("map", () => {
  const doubled: Json = { map: [LIST, { "*": [ELEMENT, 2] }] };

  test("gives the value of the expression for every element, in order", () => {
    expect(gives([3, 1], doubled)([6, 2])).toBe("true");
    expect(gives([], doubled)([])).toBe("true");
  });

  test("of an absent list is unknown, and of what is no list a problem", () => {
    expect(over({}, { "==": [doubled, []] })).toBe("unknown");
    expect(gives("12", doubled)([])).toBe("[wrong_type]");
    expect(gives(null, doubled)([])).toBe("[wrong_type]");
  });

  test("leaves the other elements known where one is not", () => {
    const mapped: Json = { map: [[attribute("amount"), 5], { "+": [ELEMENT, 1] }] };
    expect(over({}, { in: [6, mapped] })).toBe("true");
    expect(over({}, { in: [7, mapped] })).toBe("unknown");
  });

  test("knows the type of what it makes", () => {
    expect(complaint({ some: [{ map: [attribute("items"), { var: "price" }] }, { "==": [{ var: "a" }, 1] }] })).toBe(
      "/some/1/==/0: `*` is of type `number`, and holds no `a`",
    );
  });
});

describe("reduce", () => {
  const sum: Json = { reduce: [LIST, SUM, 10] };

  test("folds the list from the start", () => {
    expect(over({ anything: [1, 2, 3] }, { "==": [sum, 16] })).toBe("true");
    expect(over({ anything: [] }, { "==": [sum, 10] })).toBe("true");
  });

  test("is unknown where the list, the start or an element is, and the expression needs it", () => {
    expect(ask({ "==": [sum, 1] }).missing).toEqual(["resource.anything"]);
    expect(ask({ "==": [{ reduce: [[1], SUM, attribute("amount")] }, 1] }).missing).toEqual(["resource.amount"]);
    expect(ask({ "==": [{ reduce: [[1, attribute("limit")], SUM, 0] }, 1] }).missing).toEqual(["resource.limit"]);
    expect(over({}, { "==": [{ reduce: [[attribute("limit")], 5, 0] }, 5] })).toBe("true");
  });

  test("reads from outside by `../`", () => {
    const scaled: Json = { reduce: [[1, 2], { "+": [{ var: "accumulator" }, { var: "../resource.amount" }] }, 0] };
    expect(over({ amount: 7 }, { "==": [scaled, 14] })).toBe("true");
  });

  test("widens the type of its start: a whole number may grow a fraction, a member of an enum any text", () => {
    expect(over({ count: 1 }, { "==": [{ reduce: [[0.5], SUM, attribute("count")] }, 1.5] })).toBe("true");
    const joined: Json = {
      reduce: [["x"], { cat: [{ var: "accumulator" }, { var: "current" }] }, attribute("status")],
    };
    expect(over({ status: "paid" }, { "==": [joined, "paidx"] })).toBe("true");
  });

  test("refuses other names, and an expression that changes the type of its start", () => {
    expect(complaint({ "==": [{ reduce: [[1], { var: "element" }, 0] }, 1] })).toBe(
      "/==/0/reduce/1: inside `reduce` a path starts with `current` or `accumulator`, or with `../` to read from outside",
    );
    expect(complaint({ "==": [{ reduce: [[1], { cat: ["a"] }, 0] }, 1] })).toBe(
      "/==/0/reduce/1: `reduce` starts with a number, and the expression makes text of it",
    );
    expect(complaint({ "==": [{ reduce: [[1], SUM] }, 1] })).toBe("/==/0: `reduce` takes 3 operands, not 2");
  });
});
