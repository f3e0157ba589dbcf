import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from "@relata/model";
import { describe, expect, test } from "vitest";

const TRUTHS = [FALSE, UNKNOWN, TRUE] as const;
const pairs = TRUTHS.flatMap((a) => TRUTHS.map((b) => [a, b] as const));

/** What Kleene's operators say: the answer that holds whatever the unknown turns out to be, else unknown. */
function whatever(a: Truth, b: Truth, operator: (a: boolean, b: boolean) => boolean): Truth {
  const answers = new Set(worlds(a).flatMap((x) => worlds(b).map((y) => operator(x, y))));
  return answers.size > 1 ? UNKNOWN : answers.has(true) ? TRUE : FALSE;
}

function worlds(truth: Truth): readonly boolean[] {
  return truth === UNKNOWN ? [false, true] : [truth === TRUE];
}

describe("truth", () => {
  test.each(pairs)("%i or %i is what holds whatever the unknown is", (a, b) => {
    expect(or(a, b)).toBe(whatever(a, b, (x, y) => x || y));
    expect(and(a, b)).toBe(whatever(a, b, (x, y) => x && y));
  });

  test.each(pairs)("of %i and %i obeys De Morgan", (a, b) => {
    expect(not(or(a, b))).toBe(and(not(a), not(b)));
    expect(not(not(a))).toBe(a);
  });

  test("that is unknown stays so when it is denied", () => {
    expect(TRUTHS.map(not)).toEqual([TRUE, UNKNOWN, FALSE]);
  });
});
