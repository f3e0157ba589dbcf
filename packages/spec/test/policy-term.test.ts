import type { Json } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { models } from "../src/arbitraries/models.ts";
import { known, meaning, type Outlook, type Term } from "../src/policy-term.ts";

const VALUES: { readonly [path: string]: unknown } = {
  n: 2,
  t: "eu",
  list: ["eu", "us", "eu"],
  empty: [],
  map: { a: 1 },
  now: 7_200_000_000_000n,
};

/** Names of the table are known, `failing` fails, and all others are absent. */
const outlook: Outlook = {
  read: (path) =>
    path === "failing"
      ? { known: false, missing: [], failed: true }
      : path in VALUES
        ? known(VALUES[path])
        : { known: false, missing: [path], failed: false },
  has: (path) => known(path in VALUES),
};

const ABSENT: Json = { var: "x" };
const LIST: Json = { var: "list" };
const ELEMENT: Json = { var: "" };

function open(missing: readonly string[], failed = false): Term {
  return { known: false, missing, failed };
}

describe("the meaning of an expression", () => {
  test.each<readonly [Json, unknown]>([
    [{ and: [true, { var: "x" }, false] }, false],
    [{ or: [ABSENT, true] }, true],
    [{ "!": [{ "==": [{ var: "t" }, "us"] }] }, true],
    [{ in: ["us", LIST] }, true],
    [{ in: ["fr", LIST] }, false],
    [{ in: [ABSENT, { var: "empty" }] }, false],
    [{ in: ["a", { var: "map" }] }, true],
    [{ in: ["constructor", { var: "map" }] }, false],
    [{ in: [{ var: "t" }, ["eu", "uk"]] }, true],
    [{ size: LIST }, 3],
    [{ size: { var: "map" } }, 1],
    [{ some: [LIST, { "==": [ELEMENT, "us"] }] }, true],
    [{ one: [LIST, { "==": [ELEMENT, "us"] }] }, true],
    [{ one: [LIST, { "==": [ELEMENT, "eu"] }] }, false],
    [{ one: [LIST, { or: [{ "==": [ELEMENT, "eu"] }, { "==": [{ var: "../x" }, 1] }] }] }, false],
    [{ some: [{ var: "empty" }, ABSENT] }, false],
    [{ "<": [{ "-": [{ var: "now" }, { duration: "1h" }] }, { duration: "2h" }] }, true],
    [{ "==": [{ "+": [{ duration: "1h" }, { duration: ["1h"] }] }, { var: "now" }] }, true],
    [{ has: "n" }, true],
  ])("of %j is %j", (rule, expected) => {
    expect(meaning(rule, outlook)).toEqual(known(expected));
  });

  test.each<readonly [Json, Term]>([
    [{ and: [true, ABSENT] }, open(["x"])],
    [{ or: [false, ABSENT, { var: "y" }] }, open(["x", "y"])],
    [{ "==": [ABSENT, { var: "failing" }] }, open(["x"], true)],
    [{ in: [ABSENT, LIST] }, open(["x"])],
    [{ in: [ABSENT, { var: "y" }] }, open(["x", "y"])],
    [{ one: [{ var: "x" }, true] }, open(["x"])],
    [{ some: [["eu"], { "==": [ELEMENT, { var: "../x" }] }] }, open(["x"])],
    [{ size: { var: "failing" } }, open([], true)],
  ])("of %j is unknown", (rule, expected) => {
    expect(meaning(rule, outlook)).toEqual(expected);
  });

  test("of an operator that it does not know is an error, and no answer", () => {
    expect(() => meaning({ frobnicate: [1] }, outlook)).toThrow("does not know the operator `frobnicate`");
  });
});

test("random policies use every operator that the specification knows", () => {
  const used = new Set<string>();
  const visit = (rule: Json): void => {
    if (typeof rule !== "object" || rule === null) return;
    if (!Array.isArray(rule)) for (const name of Object.keys(rule)) used.add(name);
    for (const part of Object.values(rule)) visit(part as Json);
  };
  for (const { policies } of fc.sample(models, { numRuns: 300, seed: 1 })) policies.forEach(({ body }) => visit(body));
  const all = ["var", "has", "and", "or", "!", "==", "!=", "<", ">", ">=", "in", "size", "some", "one", "+", "-"];
  expect([...used].sort()).toEqual([...all, "duration"].sort());
});
