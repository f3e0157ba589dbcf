import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const C = attribute("anything");
const FLAG = attribute("flag");
const OTHER = attribute("other");

/** Whether the amount is graded `b`. */
function isB(amount: number): string {
  const grade: Json = { if: [{ "<": [attribute("amount"), 1] }, "a", { "<": [attribute("amount"), 2] }, "b", "c"] };
  return over({ amount }, { "==": [grade, "b"] });
}

describe("if", () => {
  test.each([
    ["true takes the first arm", true, "true"],
    ["false takes the second arm", false, "false"],
    ["null is a problem", null, "[wrong_type]"],
    ["a number is a problem", 1, "[wrong_type]"],
    ["text is a problem", "x", "[wrong_type]"],
  ])("%s", (_, given, expected) => {
    expect(over({ anything: given }, { if: [C, true, false] })).toBe(expected);
    expect(over({ anything: given }, { "?:": [C, true, false] })).toBe(expected);
  });

  test.each<readonly [string, Json, Json, string]>([
    ["both arms are true", true, true, "true"],
    ["both arms are false", false, false, "false"],
    ["the arms differ", true, false, "unknown"],
    ["one arm is unknown", true, OTHER, "unknown"],
    ["both arms are the same unknown", OTHER, OTHER, "unknown"],
  ])("of an absent condition, where %s", (_, then, otherwise, expected) => {
    expect(over({}, { if: [C, then, otherwise] })).toBe(expected);
  });

  test("of an absent condition is a value where the arms are equal values, deeply", () => {
    const list = { if: [C, [1, { "+": [1, 1] }], [1, 2]] };
    expect(over({}, { "==": [list, [1, 2]] })).toBe("true");
  });

  test("waits for the condition, and for the arms that are unknown too", () => {
    const verdict = ask({ if: [C, FLAG, OTHER] }, { resource: { flag: true } });
    expect(verdict.missing).toEqual(["resource.anything", "resource.other"]);
  });

  test("does not wait for an arm that is not taken", () => {
    expect(ask({ if: [FLAG, OTHER, C] }, { resource: { flag: true } }).missing).toEqual(["resource.other"]);
  });

  test("does not run an arm that is not taken, so that it guards a division", () => {
    const guarded = {
      if: [{ "==": [attribute("amount"), 0] }, false, { ">": [{ "/": [10, attribute("amount")] }, 1] }],
    };
    expect(over({ amount: 0 }, guarded)).toBe("false");
    expect(over({ amount: 5 }, guarded)).toBe("true");
    expect(over({}, guarded)).toBe("unknown");
  });

  test("reads pairs of condition and arm in turn, and ends with the last part", () => {
    expect([0, 1, 2].map(isB)).toEqual(["false", "true", "false"]);
  });

  test("an unknown condition is settled by the later arms where all that can follow agree", () => {
    expect(over({ flag: true }, { if: [C, true, FLAG, true, false] })).toBe("true");
    expect(over({ flag: false }, { if: [C, true, FLAG, true, false] })).toBe("unknown");
    expect(over({ flag: false }, { if: [C, false, FLAG, true, false] })).toBe("false");
  });

  test("without a last part is null where nothing holds", () => {
    expect(over({ flag: false }, { "==": [{ if: [FLAG, 1] }, null] })).toBe("true");
    expect(over({ flag: true }, { "==": [{ if: [FLAG, 1] }, null] })).toBe("false");
    expect(over({ flag: false }, { if: [FLAG, true] })).toBe("[wrong_type]");
  });

  test("of one part is that part, as json-logic has it", () => {
    expect(over({ flag: true }, { if: [FLAG] })).toBe("true");
    expect(complaint({ if: [] })).toBe(": `if` takes 1 or more operands, not 0");
  });

  test("with a thousand arms is a loop, not a recursion", () => {
    const arms = Array.from({ length: 1_000 }, () => [{ "!": FLAG }, false]).flat();
    expect(over({ flag: true }, { if: [...arms, true] })).toBe("true");
  });
});
