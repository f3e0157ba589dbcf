import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "./support/ask.ts";

const SELF: Json = { "==": [attribute("anything"), attribute("anything")] };

function given(anything: unknown): JsonObject {
  return { anything } as JsonObject;
}

function nested(levels: number): Json {
  let value: Json = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

describe("data that is not JSON", () => {
  test.each<readonly [string, unknown, string]>([
    ["NaN", Number.NaN, "is NaN, not a value of JSON"],
    ["Infinity", Number.POSITIVE_INFINITY, "is Infinity, not a value of JSON"],
    ["a bigint", 1n, "is a bigint, not a value of JSON"],
    ["a function", () => true, "is a function, not a value of JSON"],
    ["a symbol", Symbol("s"), "is a symbol, not a value of JSON"],
    ["a date", new Date(0), "is an instance of a class, not a value of JSON"],
    ["a map", new Map([["a", 1]]), "is an instance of a class, not a value of JSON"],
    ["NaN in a list", [1, Number.NaN], "has at `1` a value that is NaN, not a value of JSON"],
    ["a hole in a list", Array.from({ length: 1 }), "has at `0` a value that is undefined, not a value of JSON"],
    ["a function in an object", { a: () => 1 }, "has at `a` a value that is a function, not a value of JSON"],
  ])("is a problem, not a crash and not an answer: %s", (_, value, reason) => {
    expect(ask(SELF, { resource: given(value) }).problem).toEqual({
      code: "wrong_type",
      message: `\`resource.anything\` ${reason}`,
    });
  });

  test("undefined is absent", () => {
    expect(ask(SELF, { resource: given(undefined) })).toEqual({ truth: 1, missing: ["resource.anything"] });
  });

  test.each(["amount", "count", "size"])("NaN is no number of any kind: `%s`", (name) => {
    expect(over({ [name]: Number.NaN }, { ">=": [attribute(name), 0] })).toBe("[wrong_type]");
    expect(over({ [name]: Number.POSITIVE_INFINITY }, { ">=": [attribute(name), 0] })).toBe("[wrong_type]");
  });
});

describe("data that holds itself", () => {
  test("does not hang, and is a problem", () => {
    const list: unknown[] = [];
    list.push(list);
    const record: { [key: string]: unknown } = {};
    record["self"] = record;
    expect(over(given(list), SELF)).toBe("[wrong_type]");
    expect(over(given(record), SELF)).toBe("[wrong_type]");
  });

  test("or shares its parts over and over spends the budget", () => {
    let list: unknown = 1;
    for (let i = 0; i < 60; i++) list = [list, list];
    expect(over(given(list), SELF)).toBe("[budget]");
  });
});

describe("data that is deep", () => {
  test("passes to a hundred levels", () => {
    expect(over(given(nested(100)), SELF)).toBe("true");
    expect(over(given(nested(101)), SELF)).toBe("[wrong_type]");
    expect(over(given(nested(100_000)), SELF)).toBe("[wrong_type]");
  });
});

describe("prototypes", () => {
  test("lend nothing to the scope: an inherited attribute is absent", () => {
    const resource = Object.create({ flag: true, amount: 5 }) as JsonObject;
    expect(ask(attribute("flag"), { resource })).toEqual({ truth: 1, missing: ["resource.flag"] });
    expect(over(resource, { ">=": [attribute("amount"), 0] })).toBe("unknown");
  });

  test("lend nothing to an object on the way", () => {
    const inherited: unknown = Object.create({ a: 1 });
    expect(over(given(inherited), { "==": [{ var: "resource.anything.a" }, 1] })).toBe("unknown");
  });

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "constructor.name"])(
    "are not reached by the path `%s`",
    (name) => {
      expect(over(given({}), { "==": [{ var: `resource.anything.${name}` }, "Object"] })).toBe("unknown");
      expect(
        over({ items: [{}] }, { some: [attribute("items"), { "==": [{ var: name.split(".")[0] ?? "" }, 1] }] }),
      ).toBe("unknown");
    },
  );

  test("`__proto__` and `constructor` are keys like any other where data has them", () => {
    const data = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as Json;
    const resource = given(data);
    expect(over(resource, { "==": [{ var: "resource.anything.__proto__.a" }, 1] })).toBe("true");
    expect(over(resource, { "==": [{ var: "resource.anything.constructor" }, 2] })).toBe("true");
    expect(
      over(
        { anything: data, something: { constructor: 2 } },
        { "==": [attribute("anything"), attribute("something")] },
      ),
    ).toBe("false");
    expect(over(resource, SELF)).toBe("true");
  });

  test("lend no parameter", () => {
    expect(complaint({ "==": [{ var: "constructor" }, 1] })).toContain("the policy has no parameter `constructor`");
  });
});

describe("json-logic's known traps", () => {
  test("what is missing passes no comparison", () => {
    for (const name of ["==", "!=", "<", "<=", ">", ">="]) {
      expect([name, over({}, { [name]: [attribute("amount"), 0] })]).toEqual([name, "unknown"]);
      expect([name, over({}, { [name]: [attribute("amount"), attribute("limit")] })]).toEqual([name, "unknown"]);
    }
    expect(over({}, { "!": attribute("flag") })).toBe("unknown");
    expect(over({}, { none: [attribute("numbers"), true] })).toBe("unknown");
  });

  test("nothing is true by its shape: objects with two keys, texts and numbers are refused", () => {
    for (const body of [{ a: 1, b: 2 }, "allow", 1, [1]] satisfies Json[]) expect(complaint(body)).not.toBe("");
  });
});
