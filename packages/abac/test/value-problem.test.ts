import type { Json, ValueType } from "@relata/model";
import { valueProblem } from "@relata/abac";
import { describe, expect, test } from "vitest";

const TIMESTAMP = "a timestamp such as `2026-01-31T09:00:00Z`";
const ADDRESS = "an IP address such as `192.0.2.1`";

/** For every type: what fits, and what does not with the reason. */
const TABLE: readonly (readonly [ValueType, readonly unknown[], readonly (readonly [unknown, string])[]])[] = [
  [
    { kind: "string" },
    ["", "a", "2026-01-31"],
    [
      [1, "is a number, not text"],
      [null, "is null, not text"],
      [true, "is a boolean, not text"],
      [[], "is a list, not text"],
      [{}, "is an object, not text"],
      [undefined, "is undefined, not text"],
    ],
  ],
  [
    { kind: "number" },
    [0, -0, 1.5, -1e308, 2 ** 60],
    [
      ["1", "is text, not a number"],
      [Number.NaN, "is NaN, not a number"],
      [Number.NEGATIVE_INFINITY, "is -Infinity, not a number"],
      [1n, "is a bigint, not a number"],
      [null, "is null, not a number"],
    ],
  ],
  [
    { kind: "int" },
    [0, -5, 2 ** 53 - 1, -(2 ** 53) + 1],
    [
      [1.5, "is `1.5`, not a whole number"],
      [2 ** 53, "is `9007199254740992`, not a whole number"],
      ["1", "is text, not a whole number"],
    ],
  ],
  [
    { kind: "uint" },
    [0, 7, 2 ** 53 - 1],
    [
      [-1, "is `-1`, not a whole number of zero or more"],
      [0.5, "is `0.5`, not a whole number of zero or more"],
      [false, "is a boolean, not a whole number of zero or more"],
    ],
  ],
  [
    { kind: "boolean" },
    [true, false],
    [
      [0, "is a number, not a boolean"],
      ["true", "is text, not a boolean"],
      [null, "is null, not a boolean"],
    ],
  ],
  [
    { kind: "timestamp" },
    ["2026-01-31T09:00:00Z", "2026-01-31T09:00:00.123456789+02:00"],
    [
      ["2026-01-31", `is \`2026-01-31\`, not ${TIMESTAMP}`],
      ["2026-02-30T00:00:00Z", `is \`2026-02-30T00:00:00Z\`, not ${TIMESTAMP}`],
      [1_767_225_600, `is a number, not ${TIMESTAMP}`],
    ],
  ],
  [
    { kind: "duration" },
    ["1h30m", "90s", "1.5h", "100ms", "0", "-2m"],
    [
      ["1 h", "is `1 h`, not a duration such as `1h30m`"],
      ["90", "is `90`, not a duration such as `1h30m`"],
      [90, "is a number, not a duration such as `1h30m`"],
    ],
  ],
  [
    { kind: "ipaddress" },
    ["192.0.2.1", "::1", "2001:db8::ff00:42:8329"],
    [
      ["192.0.2.256", `is \`192.0.2.256\`, not ${ADDRESS}`],
      ["localhost", `is \`localhost\`, not ${ADDRESS}`],
      [null, `is null, not ${ADDRESS}`],
    ],
  ],
  [
    { kind: "enum", values: ["a", "b"] },
    ["a", "b"],
    [
      ["c", 'is `c`, not one of "a" | "b"'],
      ["A", 'is `A`, not one of "a" | "b"'],
      [1, 'is a number, not one of "a" | "b"'],
    ],
  ],
  [
    { kind: "list", of: { kind: "int" } },
    [[], [1, 2]],
    [
      [[1, "2"], "has at `1` a value that is text, not a whole number"],
      [{ 0: 1 }, "is an object, not a list"],
      ["12", "is text, not a list"],
    ],
  ],
  [
    { kind: "map", of: { kind: "list", of: { kind: "string" } } },
    [{}, { a: [], b: ["x"] }],
    [
      [{ a: [1] }, "has at `a.0` a value that is a number, not text"],
      [[], "is a list, not an object"],
      [null, "is null, not an object"],
      [new Date(0), "is an instance of a class, not an object"],
    ],
  ],
  [
    { kind: "any" },
    [null, 0, "", false, [], {}, [{ a: [null] }], Object.assign(Object.create(null), { a: 1 })],
    [
      [undefined, "is undefined, not a value of JSON"],
      [() => 1, "is a function, not a value of JSON"],
      [[Number.NaN], "has at `0` a value that is NaN, not a value of JSON"],
      [new Map(), "is an instance of a class, not a value of JSON"],
    ],
  ],
];

describe.each(TABLE)("a value of %j", (type, fitting, unfit) => {
  test("fits", () => {
    for (const value of fitting) expect([value, valueProblem(value as Json, type)]).toEqual([value, undefined]);
  });

  test("does not fit, for a reason", () => {
    for (const [value, reason] of unfit) expect(valueProblem(value as Json, type)).toBe(reason);
  });
});

describe("a value that is too much", () => {
  test("is nested deeper than a hundred levels, or holds itself", () => {
    let deep: Json = 1;
    for (let i = 0; i < 101; i++) deep = [deep];
    expect(valueProblem(deep, { kind: "any" })).toMatch(/is nested deeper than 100 levels$/);
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(valueProblem(cyclic as Json, { kind: "any" })).toMatch(/is nested deeper than 100 levels$/);
  });

  test("holds more than a hundred thousand values", () => {
    const many = Array.from({ length: 100_000 }, (_, i) => i);
    expect(valueProblem(many, { kind: "list", of: { kind: "number" } })).toBe("holds more than 100000 values");
  });

  test("is cut where it is quoted", () => {
    expect(valueProblem("x".repeat(1_000), { kind: "enum", values: ["a"] })).toBe(
      `is \`${"x".repeat(40)}…\`, not one of "a"`,
    );
  });
});
