// oxlint-disable vitest/no-conditional-expect -- Why: what is expected depends on what was drawn.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Rows } from "../src/rows.ts";

/** What rows are: for each key a set. */
type Sets = Map<number, Set<number>>;

type Step =
  | { readonly do: "add" | "append" | "delete"; readonly key: number; readonly value: number }
  | { readonly do: "appendMany"; readonly key: number; readonly values: readonly number[] }
  | { readonly do: "clear"; readonly key: number }
  | { readonly do: "reset" };

const keys = fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) });
const values = fc.oneof(
  { weight: 8, arbitrary: fc.nat(40) },
  { weight: 1, arbitrary: fc.constantFrom(0, 2 ** 31 - 2) },
  { weight: 1, arbitrary: fc.nat(100_000) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 60,
      arbitrary: fc.record({ do: fc.constantFrom("add" as const, "append", "delete"), key: keys, value: values }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        do: fc.constant("appendMany" as const),
        key: keys,
        values: fc.uniqueArray(values, { minLength: 15, maxLength: 40 }),
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant("clear" as const), key: keys }) },
    { weight: 1, arbitrary: fc.constant({ do: "reset" as const }) },
  ),
  { maxLength: 120, size: "max" },
);

function setOf(sets: Sets, key: number): Set<number> {
  let found = sets.get(key);
  if (found === undefined) sets.set(key, (found = new Set()));
  return found;
}

function take(step: Step, rows: Rows, sets: Sets): void {
  switch (step.do) {
    case "add": {
      const set = setOf(sets, step.key);
      expect(rows.add(step.key, step.value)).toBe(!set.has(step.value));
      set.add(step.value);
      return;
    }
    case "append":
      return append(rows, sets, step.key, [step.value]);
    case "appendMany":
      return append(rows, sets, step.key, step.values);
    case "delete":
      expect(rows.delete(step.key, step.value)).toBe(setOf(sets, step.key).delete(step.value));
      return;
    case "clear":
      rows.clear(step.key);
      sets.delete(step.key);
      return;
    case "reset":
      rows.reset();
      sets.clear();
  }
}

/** Only what is new: that is the law of `append`. */
function append(rows: Rows, sets: Sets, key: number, values: readonly number[]): void {
  const set = setOf(sets, key);
  for (const value of values.filter((value) => !set.has(value))) {
    rows.append(key, value);
    set.add(value);
  }
}

function valuesOf(rows: Rows, key: number): readonly number[] {
  return Array.from({ length: rows.count(key) }, (_, place) => rows.at(key, place)).sort((a, b) => a - b);
}

function expectSame(rows: Rows, sets: Sets): void {
  expect(rows.size).toBe([...sets.values()].reduce((sum, { size }) => sum + size, 0));
  for (const [key, set] of sets) expect(valuesOf(rows, key)).toEqual([...set].sort((a, b) => a - b));
}

function meet(sets: Sets, a: number, others: Sets, b: number): boolean {
  return [...setOf(sets, a)].some((value) => setOf(others, b).has(value));
}

/** Rows with these values of one key, appended as they come. */
function appended(values: Iterable<number>, key = 0): Rows {
  const rows = new Rows();
  for (const value of values) rows.append(key, value);
  return rows;
}

function range(length: number, from = 0, by = 1): readonly number[] {
  return Array.from({ length }, (_, i) => from + i * by);
}

describe("rows", () => {
  test("are sets by key, whatever is done to them", () => {
    fc.assert(
      fc.property(steps, fc.array(fc.tuple(keys, values), { minLength: 4, maxLength: 12 }), (steps, probes) => {
        const rows = new Rows();
        const sets: Sets = new Map();
        for (const step of steps) {
          take(step, rows, sets);
          if (step.do === "delete") expectSame(rows, sets);
        }
        expectSame(rows, sets);
        for (const [key, value] of probes) expect(rows.has(key, value)).toBe(setOf(sets, key).has(value));
        for (const [key, set] of sets) {
          const head = rows.head(key);
          if (head > 0) expect(rows.leastAt(head)).toBe(Math.min(...set));
        }
        expectSame(rows, sets);
      }),
      { numRuns: 200 },
    );
  });

  test("meet where their sets have a value in common, from either side", () => {
    fc.assert(
      fc.property(steps, steps, (first, second) => {
        const [a, b] = [new Rows(), new Rows()];
        const [of, other]: [Sets, Sets] = [new Map(), new Map()];
        for (const step of first) take(step, a, of);
        for (const step of second) take(step, b, other);
        for (const key of range(5))
          for (const there of range(5)) {
            expect(a.meets(a.head(key), b, b.head(there))).toBe(meet(of, key, other, there));
            expect(a.meets(a.head(key), a, a.head(there))).toBe(meet(of, key, of, there));
          }
        expectSame(a, of);
        expectSame(b, other);
      }),
      { numRuns: 150 },
    );
  });

  test.each([0, 1, 15, 16, 17, 18, 3_000])(
    "find everything behind %i values in order, in a tail that is not",
    (length) => {
      const values = [...range(40, 0, 2), ...range(length, 90_001, 2).toReversed()];
      const rows = appended(values);
      for (const value of values) expect(rows.has(0, value)).toBe(true);
      for (const value of [1, 79, 90_000, 2 ** 31 - 2]) expect(rows.has(0, value)).toBe(false);
      expect(valuesOf(rows, 0)).toEqual([...values].sort((a, b) => a - b));
    },
  );

  test("delete out of a tail, and of what is in order before it", () => {
    for (const gone of [0, 20, 78, 1_001, 1_031]) {
      const values = [...range(40, 0, 2), ...range(16, 1_001, 2).toReversed()];
      const rows = appended(values);
      expect(rows.delete(0, gone)).toBe(true);
      expect(rows.delete(0, gone)).toBe(false);
      expect(rows.add(0, 500)).toBe(true);
      const left = [...values.filter((value) => value !== gone), 500];
      expect(valuesOf(rows, 0)).toEqual(left.sort((a, b) => a - b));
      for (const value of left) expect(rows.has(0, value)).toBe(true);
    }
  });

  test("hold 0, which is the wildcard, alone and among others", () => {
    const rows = appended([0]);
    expect([rows.has(0, 0), rows.has(0, 1), rows.has(1, 0)]).toEqual([true, false, false]);
    rows.add(0, 7);
    expect(rows.leastAt(rows.head(0))).toBe(0);
    rows.delete(0, 7);
    expect([rows.head(0), rows.has(0, 0)]).toEqual([-1, true]);
    rows.delete(0, 0);
    expect([rows.head(0), rows.count(0), rows.size]).toEqual([0, 0, 0]);
  });

  test("take up again the room that was given back: a thousand rows that come and go cost that of the most at once", () => {
    const rows = new Rows();
    const fill = (key: number) => range(60).forEach((value) => rows.add(key, value));
    for (const key of range(4)) fill(key);
    const { bytes } = rows;
    for (const key of range(1_000)) {
      for (const value of range(60)) rows.delete(key % 4, value);
      fill(key % 4);
      rows.clear(key % 4);
      fill(key % 4);
    }
    expect(rows.bytes).toBe(bytes);
    expect(rows.size).toBe(240);
  });

  test("cost four bytes for a set of one value, and at most eleven for each of many", () => {
    const single = new Rows();
    for (const key of range(100_000)) single.append(key, key);
    expect(single.bytes).toBeLessThan(100_000 * 6.5);
    expect(appended(range(100_000)).bytes).toBeLessThan(100_000 * 11);
  });

  test("are nothing after a reset", () => {
    const rows = appended(range(1_000), 9);
    rows.reset();
    expect([rows.size, rows.count(9), rows.has(9, 3)]).toEqual([0, 0, false]);
    rows.add(9, 3);
    expect([rows.size, rows.has(9, 3)]).toEqual([1, true]);
  });
});
