import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const NAME = attribute("name");
const ANY = attribute("anything");

describe("contains, startsWith and endsWith", () => {
  test.each<readonly [string, string, string, string, string]>([
    ["banana", "ana", "true", "false", "true"],
    ["banana", "ban", "true", "true", "false"],
    ["banana", "Ban", "false", "false", "false"],
    ["banana", "banana", "true", "true", "true"],
    ["banana", "bananas", "false", "false", "false"],
    ["banana", "", "true", "true", "true"],
    ["", "", "true", "true", "true"],
    ["a.c", ".", "true", "false", "false"],
    ["abc", ".", "false", "false", "false"],
    ["𝒜b", "𝒜", "true", "true", "false"],
  ])("%j and %j: %s, %s, %s", (text, part, contains, starts, ends) => {
    expect(over({ name: text, owner: part }, { contains: [NAME, attribute("owner")] })).toBe(contains);
    expect(over({ name: text, owner: part }, { startsWith: [NAME, attribute("owner")] })).toBe(starts);
    expect(over({ name: text, owner: part }, { endsWith: [NAME, attribute("owner")] })).toBe(ends);
  });

  test.each(["contains", "startsWith", "endsWith"])(
    "`%s` is unknown where an operand is, and takes texts only",
    (name) => {
      expect(over({ name: "a" }, { [name]: [NAME, attribute("owner")] })).toBe("unknown");
      expect(over({ owner: "a" }, { [name]: [NAME, attribute("owner")] })).toBe("unknown");
      expect(ask({ [name]: [NAME, attribute("owner")] }).missing).toEqual(["resource.name", "resource.owner"]);
      for (const anything of [5, null, ["a"], { a: 1 }, true] satisfies Json[]) {
        expect(over({ anything }, { [name]: [ANY, "a"] })).toBe("[wrong_type]");
        expect(over({ anything }, { [name]: ["a", ANY] })).toBe("[wrong_type]");
      }
      expect(complaint({ [name]: [attribute("tags"), "a"] })).toBe(`/${name}/0: \`${name}\` does not take a list here`);
      expect(complaint({ [name]: ["a", 5] })).toBe(`/${name}/1: \`${name}\` does not take a number here`);
      expect(complaint({ [name]: ["a"] })).toBe(`: \`${name}\` takes 2 operands, not 1`);
    },
  );
});

describe("substr", () => {
  test.each<readonly [readonly Json[], string]>([
    [[0], "jsonlogic"],
    [[4], "logic"],
    [[-5], "logic"],
    [[99], ""],
    [[-99], "jsonlogic"],
    [[0, 1], "j"],
    [[-1, 1], "c"],
    [[4, 5], "logic"],
    [[4, 99], "logic"],
    [[4, 0], ""],
    [[4, -2], "log"],
    [[0, -99], ""],
    [[-5, -2], "log"],
  ])("of `jsonlogic` %j is `%s`", (bounds, expected) => {
    expect(over({ name: "jsonlogic" }, { "==": [{ substr: [NAME, ...bounds] }, expected] })).toBe("true");
  });

  test("counts code points, and never cuts one in two", () => {
    expect(over({ name: "𝒜b" }, { "==": [{ substr: [NAME, 1] }, "b"] })).toBe("true");
    expect(over({ name: "𝒜b" }, { "==": [{ substr: [NAME, 0, 1] }, "𝒜"] })).toBe("true");
  });

  test("is unknown where an operand is, and takes a text and whole numbers", () => {
    const body: Json = { "==": [{ substr: [NAME, attribute("amount"), attribute("limit")] }, "a"] };
    expect(ask(body).missing).toEqual(["resource.amount", "resource.limit", "resource.name"]);
    expect(over({ name: "a", amount: 0.5, limit: 1 }, body)).toBe("[wrong_type]");
    expect(over({ name: "a", amount: 0, limit: 1 }, body)).toBe("true");
    expect(over({ anything: 5 }, { "==": [{ substr: [ANY, 0] }, "5"] })).toBe("[wrong_type]");
    expect(complaint({ "==": [{ substr: [5, 0] }, "5"] })).toBe("/==/0/substr/0: `substr` does not take a number here");
  });
});

describe("size", () => {
  test.each<readonly [Json, number]>([
    [[], 0],
    [[1, [2, 3]], 2],
    [{}, 0],
    [{ a: 1, b: null }, 2],
    ["", 0],
    ["abc", 3],
    ["𝒜b", 2],
    ["e\u0301", 2],
  ])("of %j is %i", (anything, expected) => {
    expect(over({ anything }, { "==": [{ size: [ANY] }, expected] })).toBe("true");
    expect(over({ anything }, { "==": [{ size: ANY }, expected] })).toBe("true");
  });

  test("is unknown of what is absent, and known of a list with an unknown element", () => {
    expect(ask({ "==": [{ size: ANY }, 1] }).missing).toEqual(["resource.anything"]);
    expect(over({}, { "==": [{ size: [[attribute("amount"), 1]] }, 2] })).toBe("true");
  });

  test.each<readonly [JsonObject]>([[{ anything: 5 }], [{ anything: null }], [{ anything: false }]])(
    "is a problem of %j",
    (resource) => {
      expect(over(resource, { "==": [{ size: ANY }, 1] })).toBe("[wrong_type]");
    },
  );

  test("compares with whole numbers and others alike", () => {
    for (const name of ["count", "size", "amount"]) {
      expect(complaint({ "<": [{ size: attribute("tags") }, attribute(name)] })).toBe("");
    }
    expect(complaint({ "<": [{ size: attribute("amount") }, 1] })).toBe(
      "/</0/size: `size` does not take a number here",
    );
  });
});
