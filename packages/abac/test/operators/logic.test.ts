import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

/** What the two operands may be: absent, a boolean, or something that is none. */
const GIVEN: { readonly [word: string]: JsonObject } = {
  absent: {},
  false: { anything: false },
  true: { anything: true },
  null: { anything: null },
  zero: { anything: 0 },
  text: { anything: "true" },
  list: { anything: [true] },
};

const A = attribute("anything");
const B = attribute("flag");
const FLAGS: { readonly [word: string]: JsonObject } = { absent: {}, false: { flag: false }, true: { flag: true } };

function table(body: Json): { readonly [row: string]: string } {
  const rows = Object.entries(GIVEN).flatMap(([a, given]) =>
    Object.entries(FLAGS).map(([b, flag]) => [`${a}, ${b}`, over({ ...given, ...flag }, body)] as const),
  );
  return Object.fromEntries(rows);
}

describe("and", () => {
  test("is Kleene's, and what is no boolean is a problem unless the other operand is false", () => {
    expect(table({ and: [A, B] })).toEqual({
      "absent, absent": "unknown",
      "absent, false": "false",
      "absent, true": "unknown",
      "false, absent": "false",
      "false, false": "false",
      "false, true": "false",
      "true, absent": "unknown",
      "true, false": "false",
      "true, true": "true",
      "null, absent": "[wrong_type]",
      "null, false": "false",
      "null, true": "[wrong_type]",
      "zero, absent": "[wrong_type]",
      "zero, false": "false",
      "zero, true": "[wrong_type]",
      "text, absent": "[wrong_type]",
      "text, false": "false",
      "text, true": "[wrong_type]",
      "list, absent": "[wrong_type]",
      "list, false": "false",
      "list, true": "[wrong_type]",
    });
  });

  test("of one operand is that operand", () => {
    expect(over({ flag: true }, { and: [B] })).toBe("true");
    expect(over({ flag: false }, { and: B })).toBe("false");
    expect(over({}, { and: [B] })).toBe("unknown");
  });

  test("of nothing is refused, since json-logic has no value for it", () => {
    expect(complaint({ and: [] })).toBe(": `and` takes 1 or more operands, not 0");
  });
});

describe("of many operands", () => {
  const truths: { readonly [word: string]: Json } = {
    true: true,
    false: false,
    unknown: { var: "resource.flag" },
    "[wrong_type]": { any: 0 },
  };
  const lengths = Array.from({ length: 13 }, (_, i) => i + 1);

  test.each(Object.entries(truths))("wherever one is %s among neutral ones, it is the answer", (word, odd) => {
    for (const length of lengths) {
      for (let at = 0; at < length; at++) {
        const operands = (neutral: boolean): Json[] => Array.from({ length }, (_, i) => (i === at ? odd : neutral));
        expect([length, at, over({}, { and: operands(true) })]).toEqual([length, at, word]);
        expect([length, at, over({}, { or: operands(false) })]).toEqual([length, at, word]);
      }
    }
  });

  test("wherever one decides, nothing else matters", () => {
    for (const length of lengths.slice(1)) {
      for (let at = 0; at < length; at++) {
        const operands = (decisive: boolean): Json[] => Array.from({ length }, (_, i) => (i === at ? decisive : B));
        expect([length, at, over({}, { and: operands(false) })]).toEqual([length, at, "false"]);
        expect([length, at, over({}, { or: operands(true) })]).toEqual([length, at, "true"]);
      }
    }
  });

  test("all that is missing is told, and the first problem in written order", () => {
    const waits: Json[] = ["flag", "other"].map(attribute);
    const fails: Json[] = ["first", "second"].map((message) => ({ fail: ["not_finite", message] }));
    const and: Json[] = [true, ...fails, true, true, ...waits, true, true, true];
    expect(ask({ and })).toEqual({
      truth: 1,
      missing: ["resource.flag", "resource.other"],
      problem: { code: "not_finite", message: "first" },
    });
    expect(ask({ or: [false, false, false, false, ...waits, false, ...fails] })).toEqual(ask({ and }));
  });
});

describe("or", () => {
  test("is Kleene's, and what is no boolean is a problem unless the other operand is true", () => {
    expect(table({ or: [A, B] })).toEqual({
      "absent, absent": "unknown",
      "absent, false": "unknown",
      "absent, true": "true",
      "false, absent": "unknown",
      "false, false": "false",
      "false, true": "true",
      "true, absent": "true",
      "true, false": "true",
      "true, true": "true",
      "null, absent": "[wrong_type]",
      "null, false": "[wrong_type]",
      "null, true": "true",
      "zero, absent": "[wrong_type]",
      "zero, false": "[wrong_type]",
      "zero, true": "true",
      "text, absent": "[wrong_type]",
      "text, false": "[wrong_type]",
      "text, true": "true",
      "list, absent": "[wrong_type]",
      "list, false": "[wrong_type]",
      "list, true": "true",
    });
  });

  test("of nothing is refused", () => {
    expect(complaint({ or: [] })).toBe(": `or` takes 1 or more operands, not 0");
  });
});

describe("not", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["absent", "unknown", "unknown"],
    ["false", "true", "false"],
    ["true", "false", "true"],
    ["null", "[wrong_type]", "[wrong_type]"],
    ["zero", "[wrong_type]", "[wrong_type]"],
    ["text", "[wrong_type]", "[wrong_type]"],
    ["list", "[wrong_type]", "[wrong_type]"],
  ];

  test.each(rows)("of %s: `!` is %s, `!!` is %s", (given, negated, itself) => {
    expect(over(GIVEN[given] ?? {}, { "!": [A] })).toBe(negated);
    expect(over(GIVEN[given] ?? {}, { "!": A })).toBe(negated);
    expect(over(GIVEN[given] ?? {}, { "!!": [A] })).toBe(itself);
  });

  test("twice gives the operand back", () => {
    for (const given of Object.values(GIVEN)) expect(over(given, { "!": { "!": A } })).toBe(over(given, { "!!": A }));
  });
});

describe("what can be no condition", () => {
  test.each([
    ["text", "name", "text"],
    ["a number", "amount", "a number"],
    ["a list", "tags", "a list"],
    ["a timestamp", "since", "a timestamp such as `2026-01-31T09:00:00Z`"],
  ])("is refused when it is declared as %s", (_, name, described) => {
    expect(complaint({ and: [B, attribute(name)] })).toBe(`/and/1: \`and\` does not take ${described} here`);
    expect(complaint({ "!": attribute(name) })).toBe(`/!: \`!\` does not take ${described} here`);
    expect(complaint({ if: [attribute(name), true, false] })).toBe(`/if/0: \`if\` does not take ${described} here`);
  });
});
