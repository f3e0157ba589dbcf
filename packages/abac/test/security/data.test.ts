import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

/**
 * What data from a stranger may try. None of it may reach the host, give an answer by accident,
 * take long, or throw.
 */
const ANY = attribute("anything");

function given(anything: unknown): JsonObject {
  return { anything } as JsonObject;
}

describe("values that only look like others", () => {
  test.each<readonly [string, unknown]>([
    ["an object with toString", { toString: () => "paid" }],
    ["an object with valueOf", { valueOf: () => 5 }],
    ["an object with toJSON", { toJSON: () => "paid" }],
    ["an object with Symbol.toPrimitive", { [Symbol.toPrimitive]: () => "paid" }],
    ["a boxed text", Object("paid")],
    ["a boxed boolean", Object(true)],
    ["a BigInt", 5n],
    ["a symbol", Symbol("paid")],
    ["NaN", Number.NaN],
    ["minus infinity", Number.NEGATIVE_INFINITY],
    ["a typed array", new Uint8Array([5])],
    ["an array of another kind", Object.assign([5], { toString: () => "paid" })],
  ])("%s equals nothing that it turns into", (_, value) => {
    const resource = { name: value, amount: value, flag: value, anything: value } as unknown as JsonObject;
    for (const body of [
      { "==": [attribute("name"), "paid"] },
      { "==": [ANY, "paid"] },
      { "==": [ANY, 5] },
      { in: [ANY, ["paid", 5, true]] },
      { ">=": [attribute("amount"), 5] },
      { and: [attribute("flag")] },
      { and: [ANY] },
      { startsWith: [ANY, "p"] },
    ] satisfies Json[]) {
      expect([JSON.stringify(body), over(resource, body) === "true"]).toEqual([JSON.stringify(body), false]);
    }
  });
});

describe("lists that are huge or have holes", () => {
  const sum: Json = { ">": [{ reduce: [attribute("numbers"), { "+": [{ var: "accumulator" }, 1] }, 0] }, 0] };

  test.each<readonly [string, () => unknown[]]>([
    ["the longest list there can be, of holes", () => new Array(2 ** 32 - 1)],
    ["a million numbers", () => Array.from({ length: 1_000_000 }, () => 1)],
  ])("%s is a problem at once", (_, make) => {
    const resource = { numbers: make() } as unknown as JsonObject;
    const start = performance.now();
    expect(over(resource, sum)).toBe("[budget]");
    expect(over(resource, { in: [1, attribute("numbers")] })).toBe("[budget]");
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test("a hole is no number, and no null", () => {
    const holes: number[] = [1];
    holes[2] = 3;
    expect(over({ numbers: holes }, sum)).toBe("[wrong_type]");
    expect(over(given(holes), { in: [null, ANY] })).toBe("[wrong_type]");
  });

  test("a lying length is read no further than the budget", () => {
    const list = new Proxy([], { get: (target, name) => (name === "length" ? 1e9 : Reflect.get(target, name)) });
    expect(over({ numbers: list }, sum)).toBe("[budget]");
  });
});

describe("text that is huge", () => {
  test("is bounded where it is supplied, where it is written and where it is made", () => {
    const long = "x".repeat(100_001);
    expect(ask({ contains: [attribute("name"), "y"] }, { resource: { name: long } }).problem?.message).toBe(
      "`resource.name` is text of 100001 letters, and 100000 are the most; it is declared `string`",
    );
    expect(over({ name: long.slice(1) }, { contains: [attribute("name"), "y"] })).toBe("false");
    expect(over(given(long), { "==": [ANY, ANY] })).toBe("[wrong_type]");
    expect(over(given([long]), { "==": [ANY, ANY] })).toBe("[wrong_type]");
    expect(complaint({ "==": [attribute("name"), long] })).toBe(
      "/==/1: a text in the policy has more than 100000 letters",
    );
    const twice: Json = { cat: [attribute("name"), attribute("name")] };
    expect(over({ name: long.slice(1) }, { contains: [twice, "y"] })).toBe("[out_of_range]");
  });

  test("is searched in time that its length bounds", () => {
    const name = `${"a".repeat(99_999)}c`;
    const owner = `b${"a".repeat(50_000)}`;
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    const body: Json = {
      some: [attribute("numbers"), { contains: [{ var: "../resource.name" }, { var: "../resource.owner" }] }],
    };
    const start = performance.now();
    expect(over({ name, owner, numbers }, body)).toBe("false");
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("data that nests or holds itself", () => {
  test("is a problem in every operator that takes it", () => {
    const cyclic: { [key: string]: unknown } = {};
    cyclic["self"] = cyclic;
    cyclic["list"] = [cyclic];
    const resource = given(cyclic);
    for (const body of [
      { "==": [ANY, ANY] },
      { isSubtreeOf: [ANY, ANY] },
      { "==": [{ size: ANY }, 2] },
      { in: ["self", ANY] },
      { some: [{ var: "resource.anything.list" }, { has: "self" }] },
    ] satisfies Json[]) {
      expect([JSON.stringify(body), over(resource, body)]).toEqual([JSON.stringify(body), "[wrong_type]"]);
    }
    expect(over(resource, { has: "resource.anything.self.self.self.list" })).toBe("true");
  });
});
