import { isFailure, type Json } from "@relata/model";
import { compilePolicy } from "@relata/abac";
import { describe, expect, test } from "vitest";
import { attribute, complaint, modelOf, policyOf, problemsOf } from "./support/ask.ts";

describe("a body that is fine", () => {
  test.each<Json>([
    true,
    { "==": [1, 1] },
    attribute("flag"),
    attribute("anything"),
    { if: [attribute("flag"), true, false] },
  ])("has no problems: %j", (body) => {
    expect(problemsOf(body)).toEqual([]);
  });
});

describe("operators", () => {
  test.each(["frobnicate", "constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "a.b", ""])(
    "`%s` is unknown, also where it would never be reached",
    (name) => {
      const operation = JSON.parse(`{${JSON.stringify(name)}: [1]}`) as Json;
      expect(complaint({ or: [true, operation] })).toBe(`/or/1: unknown operator \`${name}\``);
    },
  );

  test.each([
    ["===", "===="],
    ["some", "soem"],
    ["filter", "fliter"],
  ])("`%s` is proposed for `%s`", (meant, written) => {
    expect(complaint({ [written]: [1, 2] })).toContain(`did you mean \`${meant}\`?`);
  });

  test.each([
    [
      "missing",
      "it sees absence, which is unknown here; ask `has`, list the paths as `required`, or give `var` a default",
    ],
    [
      "missing_some",
      "it sees absence, which is unknown here; ask `has`, list the paths as `required`, or give `var` a default",
    ],
    ["log", "a policy has no effects"],
    ["method", "a policy calls nothing"],
  ])("`%s` is refused with a reason", (name, reason) => {
    expect(complaint({ [name]: ["a"] })).toBe(`: the operator \`${name}\` is not in the policy language: ${reason}`);
  });
});

describe("objects", () => {
  test.each<Json>([{}, { a: 1, b: 2 }, { "==": [1, 1], "!=": [1, 2] }])(
    "with other than one key are refused: %j",
    (body) => {
      expect(complaint(body)).toBe(
        ": an object is an operation with exactly one key, its operator; there are no objects as values",
      );
    },
  );

  test("are refused inside lists too", () => {
    expect(complaint({ in: [1, [{}]] })).toContain("/in/1/0: an object is an operation");
  });
});

describe("a policy that is not boolean", () => {
  test.each<readonly [Json, string]>([
    ["yes", "text"],
    [1, "a number"],
    [null, "null"],
    [[true], "a list"],
    [{ "+": [1, 2] }, "a number"],
    [{ cat: ["a"] }, "text"],
    [attribute("labels"), "an object"],
    [attribute("since"), "a timestamp such as `2026-01-31T09:00:00Z`"],
    [{ if: [true, 1, 2] }, "a number"],
    [{ var: "action" }, "text"],
  ])("is refused: %j", (body, described) => {
    expect(complaint(body)).toBe(`: a policy is a boolean, and this one gives ${described}`);
  });
});

describe("pointers", () => {
  test("lead to the operand, with `/` and `~` written as RFC 6901 has it", () => {
    expect(problemsOf({ ">": [{ "/": [1, "x"] }, 0] })[0]?.pointer).toBe("/>/0/~1/1");
    expect(problemsOf({ "!": { "~/": 1 } })[0]?.pointer).toBe("/!");
    expect(problemsOf({ "!": { "!": 1 } })[0]?.pointer).toBe("/!/!");
  });

  test("of all problems are told at once, in written order", () => {
    const body: Json = { and: [{ "==": [attribute("amuont"), 1] }, { frobnicate: 1 }, { "<": ["a", 1] }] };
    expect(problemsOf(body).map(({ pointer }) => pointer)).toEqual(["/and/0/==/0", "/and/1", "/and/2/</1"]);
  });
});

describe("compiling", () => {
  test("throws `invalid_model` with the first problem in its message, and all of them in its details", () => {
    const body: Json = { and: [{ a: 1 }, { b: 1 }] };
    const failure = (() => {
      try {
        return compilePolicy(policyOf(body), modelOf());
      } catch (error) {
        return error;
      }
    })();
    expect(isFailure(failure, "invalid_model")).toBe(true);
    expect(failure).toMatchObject({
      message: "policy `tested` is not valid: unknown operator `a` (at `/and/0`); 1 more in the details",
      details: { policy: "tested", problems: problemsOf(body) },
    });
  });
});
