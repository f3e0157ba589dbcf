import { FALSE, UNKNOWN, type Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute } from "../support/ask.ts";

const FLAG = attribute("flag");
const OTHER = attribute("other");
const BY_ZERO: Json = { "==": [{ "/": [1, 0] }, 1] };
const MISTYPED: Json = { "<": [attribute("anything"), 1] };

describe("what is missing", () => {
  test("is all that the answer waits for, sorted and each once, whatever the order of operands", () => {
    for (const body of [
      { and: [OTHER, FLAG, { "!": FLAG }] },
      { and: [{ "!": FLAG }, FLAG, OTHER] },
    ] satisfies Json[]) {
      expect(ask(body)).toEqual({ truth: UNKNOWN, missing: ["resource.flag", "resource.other"] });
    }
  });

  test("is nothing where the answer is known without it, whichever operand comes first", () => {
    expect(ask({ and: [FLAG, OTHER] }, { resource: { other: false } })).toEqual({ truth: FALSE, missing: [] });
    expect(ask({ and: [OTHER, FLAG] }, { resource: { other: false } })).toEqual({ truth: FALSE, missing: [] });
  });

  test("leaves out an operand that is known", () => {
    expect(ask({ or: [FLAG, OTHER] }, { resource: { other: false } }).missing).toEqual(["resource.flag"]);
  });

  test("leaves out an operand that is settled, though something in it is absent", () => {
    const settled: Json = { and: [{ or: [FLAG, true] }, OTHER] };
    expect(ask(settled).missing).toEqual(["resource.other"]);
  });
});

describe("a problem", () => {
  test("combines like unknown, and is gone where the answer is known without it", () => {
    expect(ask({ or: [BY_ZERO, true] })).toEqual({ truth: 2, missing: [] });
    expect(ask({ and: [false, BY_ZERO] })).toEqual({ truth: FALSE, missing: [] });
  });

  test("is the first in written order of those that contribute, and is told with what is missing", () => {
    const resource = { anything: "x" };
    expect(ask({ and: [FLAG, BY_ZERO, MISTYPED] }, { resource })).toEqual({
      truth: UNKNOWN,
      missing: ["resource.flag"],
      problem: { code: "division_by_zero", message: "`/` divides by zero" },
    });
    expect(ask({ and: [MISTYPED, FLAG, BY_ZERO] }, { resource }).problem).toEqual({
      code: "wrong_type",
      message: "text does not compare with a number",
    });
  });

  test("does not count where its operand is settled", () => {
    expect(ask({ or: [{ and: [BY_ZERO, false] }, MISTYPED] }, { resource: { anything: [] } }).problem?.code).toBe(
      "wrong_type",
    );
  });

  test("of a policy that gives no boolean when it runs says so", () => {
    expect(ask(attribute("anything"), { resource: { anything: "yes" } })).toEqual({
      truth: UNKNOWN,
      missing: [],
      problem: { code: "wrong_type", message: "the policy gives text, not a boolean" },
    });
  });
});
