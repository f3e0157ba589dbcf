import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, complaint, over } from "../support/ask.ts";

describe("has", () => {
  test.each<readonly [string, JsonObject, string]>([
    ["resource.flag", { flag: false }, "true"],
    ["resource.anything", { anything: null }, "true"],
    ["resource.flag", {}, "unknown"],
    ["resource.labels.a", { labels: { a: "x" } }, "true"],
    ["resource.labels.a", { labels: {} }, "false"],
    ["resource.labels.a", {}, "unknown"],
    ["resource.anything.a", { anything: { a: null } }, "true"],
    ["resource.anything.a", { anything: { b: 1 } }, "false"],
    ["resource.anything.constructor", { anything: {} }, "false"],
    ["resource.anything.a.b", { anything: { a: {} } }, "false"],
    ["resource.anything.a.b", { anything: {} }, "unknown"],
    ["resource.anything.a", { anything: null }, "[wrong_type]"],
    ["resource.anything.a", { anything: "a" }, "[wrong_type]"],
    ["resource.numbers.1", { numbers: [1, 2] }, "true"],
    ["resource.numbers.1", { numbers: [1] }, "unknown"],
    ["action", {}, "true"],
    ["now", {}, "true"],
  ])("%s of %j is %s", (path, resource, expected) => {
    expect(over(resource, { has: path })).toBe(expected);
    expect(over(resource, { has: [path] })).toBe(expected);
  });

  test("asks for presence alone: what is there of a wrong type is there", () => {
    expect(over({ amount: "five" }, { has: "resource.amount" })).toBe("true");
  });

  test("waits for the declared name that is absent", () => {
    expect(ask({ has: "resource.labels.a" }).missing).toEqual(["resource.labels.a"]);
  });

  test("guards what it asks for", () => {
    const guarded: Json = {
      or: [{ "!": { has: "resource.labels.tier" } }, { "==": [{ var: "resource.labels.tier" }, "a"] }],
    };
    expect(over({ labels: {} }, guarded)).toBe("true");
    expect(over({ labels: { tier: "a" } }, guarded)).toBe("true");
    expect(over({ labels: { tier: "b" } }, guarded)).toBe("false");
    expect(over({}, guarded)).toBe("unknown");
  });

  test("sees the element and what is around it", () => {
    const priced: Json = { all: [{ var: "resource.items" }, { and: [{ has: "price" }, { has: "../resource.flag" }] }] };
    expect(over({ flag: true, items: [{ price: 1 }, { price: 2 }] }, priced)).toBe("true");
    expect(over({ flag: true, items: [{ price: 1 }, { cost: 2 }] }, priced)).toBe("false");
    expect(over({ items: [{ price: 1 }] }, priced)).toBe("unknown");
    expect(over({}, { some: [[{ var: "resource.amount" }], { has: "" }] })).toBe("unknown");
  });

  test("takes a path that is written out and leads somewhere", () => {
    expect(complaint({ has: { var: "resource.name" } })).toBe(
      ": the path of `has` is a text such as `resource.amount`, written out",
    );
    expect(complaint({ has: "resource.zzz" })).toContain("`resource.zzz` is not declared");
    expect(complaint({ has: ["resource.amount", 1] })).toBe(": `has` takes one operand, not 2");
    expect(complaint({ has: "resource.amount.x" })).toBe(": `resource.amount` is of type `number`, and holds no `x`");
  });
});
