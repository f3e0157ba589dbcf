import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const LIST = attribute("anything");
const ELEMENT: Json = { var: "" };
const OVER_TWO: Json = { ">": [ELEMENT, 2] };
const QUANTIFIERS = ["some", "all", "none", "one"] as const;

describe("quantifiers", () => {
  test.each<readonly [Json, string, string, string, string]>([
    [[], "false", "false", "true", "false"],
    [[1], "false", "false", "true", "false"],
    [[3], "true", "true", "false", "true"],
    [[1, 3], "true", "false", "false", "true"],
    [[3, 4], "true", "true", "false", "false"],
    [["x"], "[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"],
    [["x", 3], "true", "[wrong_type]", "false", "[wrong_type]"],
    [["x", 1], "[wrong_type]", "false", "[wrong_type]", "[wrong_type]"],
    [["x", 3, 3], "true", "[wrong_type]", "false", "false"],
    [null, "[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"],
    ["333", "[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"],
    [{ a: 3 }, "[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"],
    [7, "[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"],
  ])("of %j: `some` over two is %s, `all` is %s, `none` is %s, `one` is %s", (list, ...expected) => {
    expect(QUANTIFIERS.map((name) => over({ anything: list }, { [name]: [LIST, OVER_TWO] }))).toEqual(expected);
  });

  test.each(QUANTIFIERS)("`%s` of an absent list is unknown", (name) => {
    expect(ask({ [name]: [LIST, OVER_TWO] })).toEqual({ truth: 1, missing: ["resource.anything"] });
    expect(over({}, { [name]: [LIST, true] })).toBe("unknown");
  });

  /** What two elements say of the condition, `?` where one is absent, and what follows: the truth tables, stated. */
  test.each<readonly [string, string, string, string, string]>([
    ["? ?", "unknown", "unknown", "unknown", "unknown"],
    ["T ?", "true", "unknown", "false", "unknown"],
    ["? T", "true", "unknown", "false", "unknown"],
    ["F ?", "unknown", "false", "unknown", "unknown"],
    ["? F", "unknown", "false", "unknown", "unknown"],
    ["T T", "true", "true", "false", "false"],
    ["T F", "true", "false", "false", "true"],
    ["F F", "false", "false", "true", "false"],
    ["T T ?", "true", "unknown", "false", "false"],
    ["F F ?", "unknown", "false", "unknown", "unknown"],
  ])("of elements that are %s: `some` is %s, `all` is %s, `none` is %s, `one` is %s", (marks, ...expected) => {
    const elements = marks.split(" ").map((mark) => (mark === "T" ? 3 : mark === "F" ? 1 : attribute("amount")));
    expect(QUANTIFIERS.map((name) => over({}, { [name]: [elements, OVER_TWO] }))).toEqual(expected);
  });

  test.each(QUANTIFIERS)("`%s` takes a condition that is a boolean of every element", (name) => {
    expect(over({ anything: [1] }, { [name]: [LIST, ELEMENT] })).toBe("[wrong_type]");
    expect(complaint({ [name]: [attribute("numbers"), ELEMENT] })).toBe(
      `/${name}/1: \`${name}\` does not take a number here`,
    );
    expect(complaint({ [name]: [attribute("amount"), true] })).toBe(
      `/${name}/0: \`${name}\` does not take a number here`,
    );
    expect(complaint({ [name]: [attribute("numbers")] })).toBe(`: \`${name}\` takes 2 operands, not 1`);
  });
});

describe("the scope of an element", () => {
  test("is the element: names are its keys, and what it lacks is reported once for the whole list", () => {
    const cheap: Json = { all: [attribute("items"), { "<": [{ var: "price" }, 10] }] };
    expect(over({ items: [{ price: 1 }, { price: 9 }] }, cheap)).toBe("true");
    expect(over({ items: [{ price: 1 }, { price: 10 }] }, cheap)).toBe("false");
    expect(ask(cheap, { resource: { items: [{ price: 1 }, {}, { cost: 1 }] } })).toEqual({
      truth: 1,
      missing: ["resource.items.*.price"],
    });
  });

  test("is left by `../`, once for every list operator around", () => {
    const below: Json = { some: [attribute("numbers"), { "<": [ELEMENT, { var: "../resource.limit" }] }] };
    expect(over({ numbers: [5], limit: 6 }, below)).toBe("true");
    expect(over({ numbers: [5], limit: 5 }, below)).toBe("false");
    expect(ask(below, { resource: { numbers: [5] } }).missing).toEqual(["resource.limit"]);
    const nested: Json = {
      some: [
        attribute("numbers"),
        { some: [[1, 2], { "==": [{ "+": [ELEMENT, { var: "../" }] }, { var: "../../resource.limit" }] }] },
      ],
    };
    expect(over({ numbers: [10], limit: 12 }, nested)).toBe("true");
    expect(over({ numbers: [10], limit: 13 }, nested)).toBe("false");
  });

  test("is also the scope of the list of an inner operator", () => {
    const nested: Json = { some: [[[1, 2], [5]], { all: [ELEMENT, { ">": [ELEMENT, 4] }] }] };
    expect(over({}, nested)).toBe("true");
  });

  test("does not reach outside without it, and the message says so", () => {
    expect(complaint({ some: [attribute("tags"), { "==": [ELEMENT, { var: "resource.name" }] }] })).toBe(
      "/some/1/==/1: inside a list operator a path starts at the element: write `../resource.name` to read from outside",
    );
    expect(complaint({ some: [attribute("tags"), { "==": [ELEMENT, { var: "../../resource.name" }] }] })).toBe(
      "/some/1/==/1: `../../resource.name` leads out of the policy: no list operator is left around it",
    );
  });

  test("knows the type of the element", () => {
    expect(complaint({ some: [attribute("numbers"), { var: "price" }] })).toBe(
      "/some/1: `resource.numbers.*` is of type `number`, and holds no `price`",
    );
    expect(
      over({ days: ["2026-01-01T00:00:00Z"] }, { some: [attribute("days"), { "<": [ELEMENT, { var: "../now" }] }] }),
    ).toBe("true");
  });
});
