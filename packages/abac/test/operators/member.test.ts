import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const A = attribute("anything");
const B = attribute("something");

describe("in, of a list", () => {
  test.each<readonly [Json, Json, string]>([
    ["a", ["a", "b"], "true"],
    ["c", ["a", "b"], "false"],
    ["a", [], "false"],
    [1, ["1"], "false"],
    [1, [2, 1], "true"],
    [null, [null], "true"],
    [null, [0, "", false], "false"],
    [[1], [[1], [2]], "true"],
    [{ a: 1 }, [{ a: 1 }], "true"],
    [{ a: 1 }, [{ a: 2 }], "false"],
  ])("%j in %j is %s", (element, list, expected) => {
    expect(over({ anything: element, something: list }, { in: [A, B] })).toBe(expected);
  });

  test("is unknown of an absent element or an absent list, and of any element unless the list is empty", () => {
    expect(over({ something: ["a"] }, { in: [A, B] })).toBe("unknown");
    expect(over({ anything: "a" }, { in: [A, B] })).toBe("unknown");
    expect(ask({ in: [A, B] }).missing).toEqual(["resource.anything", "resource.something"]);
    expect(over({ something: [] }, { in: [A, B] })).toBe("false");
  });

  test("with unknown elements is true where a known one equals, and unknown where none is known to", () => {
    const list: Json = [attribute("owner"), "ann"];
    expect(over({ name: "ann" }, { in: [attribute("name"), list] })).toBe("true");
    expect(over({ name: "bob" }, { in: [attribute("name"), list] })).toBe("unknown");
    expect(over({ name: "bob", owner: "eve" }, { in: [attribute("name"), list] })).toBe("false");
    expect(over({ name: "bob", owner: "bob" }, { in: [attribute("name"), list] })).toBe("true");
  });

  test("reports only the absent element that it waits for", () => {
    const verdict = ask({ in: ["bob", [attribute("owner"), "ann"]] });
    expect(verdict).toEqual({ truth: 1, missing: ["resource.owner"] });
  });
});

describe("in, of text", () => {
  test.each([
    ["adm", "admin", "true"],
    ["", "admin", "true"],
    ["root", "admin", "false"],
    ["A", "admin", "false"],
    ["", "", "false"],
  ])("%j in %j is %s, where the second operand is declared as text", (part, text, expected) => {
    expect(over({ name: part, owner: text }, { in: [attribute("name"), attribute("owner")] })).toBe(expected);
  });

  test("is unknown of an absent operand", () => {
    expect(over({ name: "a" }, { in: [attribute("name"), attribute("owner")] })).toBe("unknown");
    expect(over({ owner: "a" }, { in: [attribute("name"), attribute("owner")] })).toBe("unknown");
  });

  test("never happens where a list was meant: `adm` in `admin` is a problem unless text is declared", () => {
    expect(over({ something: "admin" }, { in: ["adm", B] })).toBe("[wrong_type]");
    expect(over({ something: "admin" }, { in: ["admin", B] })).toBe("[wrong_type]");
    expect(over({ tags: "admin" }, { in: ["admin", attribute("tags")] })).toBe("[wrong_type]");
  });

  test("looks for text only", () => {
    expect(over({ anything: 1, name: "1" }, { in: [A, attribute("name")] })).toBe("[wrong_type]");
    expect(complaint({ in: [attribute("amount"), attribute("name")] })).toBe("/in/0: `in` does not take a number here");
  });
});

describe("the second operand of in", () => {
  test.each<readonly [Json, string]>([
    [null, "[wrong_type]"],
    [5, "[wrong_type]"],
    [true, "[wrong_type]"],
    [{ a: 1 }, "true"],
    [{ b: 1 }, "false"],
  ])("is a list or an object: %j is %s", (given, expected) => {
    expect(over({ something: given }, { in: ["a", B] })).toBe(expected);
  });

  test("is refused when it can be neither list nor text", () => {
    expect(complaint({ in: ["a", 5] })).toBe("/in/1: `in` does not take a number here");
    expect(complaint({ in: ["a", { var: "now" }] })).toContain("/in/1: `in` does not take a timestamp");
  });
});
