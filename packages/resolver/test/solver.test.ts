import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { both, either, exactly, minus, type Bounds } from "../src/bounds.ts";
import { Node, type Equation } from "../src/equation.ts";
import { Solver } from "../src/solver.ts";

/** An expression over the unknowns of a system, each called by its place. */
type Expression =
  | { readonly kind: "constant"; readonly truth: Truth }
  | { readonly kind: "unknown"; readonly place: number }
  | { readonly kind: "or" | "and" | "minus"; readonly left: Expression; readonly right: Expression };

type System = readonly Expression[];

describe("the solver", () => {
  test("gives every unknown of a random system the bounds of the well-founded model", () => {
    let paradoxes = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }).chain(systems), (system) => {
        const expected = naively(system);
        paradoxes += expected.filter(({ low, high }) => low !== high).length;
        for (const order of [forwards(system), forwards(system).reverse()]) {
          const { solver, nodes } = build(system);
          for (const place of order) expect(solver.value(nodes[place] as Node)).toEqual(expected[place]);
        }
      }),
      { numRuns: 10_000 },
    );
    expect(paradoxes).toBeGreaterThan(100);
  });

  test("reads each equation once where there is no cycle", () => {
    const chain: System = Array.from({ length: 50 }, (_, place) =>
      place === 49 ? { kind: "constant", truth: TRUE } : { kind: "unknown", place: place + 1 },
    );
    const { solver, nodes, visits } = build(chain);
    expect(solver.value(nodes[0] as Node)).toEqual(exactly(TRUE));
    expect(solver.value(nodes[10] as Node)).toEqual(exactly(TRUE));
    expect(visits.count).toBe(50);
  });

  test("settles a chain of a hundred thousand unknowns without a frame on the stack for each", () => {
    const length = 100_000;
    const chain: System = Array.from({ length }, (_, place) => ({ kind: "unknown", place: (place + 1) % length }));
    const { solver, nodes } = build(chain);
    expect(solver.value(nodes[0] as Node)).toEqual(exactly(FALSE));
  });

  test("stops where a visit throws", () => {
    const solver = new Solver(() => {
      throw new Error("enough");
    });
    expect(() => solver.value(new Node(() => equation({ kind: "constant", truth: TRUE }, [], false)))).toThrow(
      "enough",
    );
  });

  test.each<[string, System, Bounds]>([
    ["a = a", [{ kind: "unknown", place: 0 }], exactly(FALSE)],
    ["a = true − a", [minusOf(constant(TRUE), unknown(0))], { low: FALSE, high: TRUE }],
    ["a = unknown − a", [minusOf(constant(UNKNOWN), unknown(0))], exactly(UNKNOWN)],
    ["a = b, b = true − a", [unknown(1), minusOf(constant(TRUE), unknown(0))], { low: FALSE, high: TRUE }],
    ["a = a + unknown", [{ kind: "or", left: unknown(0), right: constant(UNKNOWN) }], exactly(UNKNOWN)],
    [
      "a = (true − a) + true",
      [{ kind: "or", left: minusOf(constant(TRUE), unknown(0)), right: constant(TRUE) }],
      exactly(TRUE),
    ],
    [
      "a = true − (true − a)",
      [minusOf(constant(TRUE), minusOf(constant(TRUE), unknown(0)))],
      { low: FALSE, high: TRUE },
    ],
  ])("answers %s", (_, system, expected) => {
    const { solver, nodes } = build(system);
    expect(solver.value(nodes[0] as Node)).toEqual(expected);
  });
});

function constant(truth: Truth): Expression {
  return { kind: "constant", truth };
}

function unknown(place: number): Expression {
  return { kind: "unknown", place };
}

function minusOf(left: Expression, right: Expression): Expression {
  return { kind: "minus", left, right };
}

function systems(size: number): fc.Arbitrary<System> {
  const leaf = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(FALSE, UNKNOWN, TRUE).map((truth) => constant(truth)) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: size - 1 }).map(unknown) },
  );
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constantFrom("or" as const, "and" as const, "minus" as const),
        left: tie("expression"),
        right: tie("expression"),
      }),
    ),
  }));
  return fc.array(expression, { minLength: size, maxLength: size });
}

function forwards(system: System): number[] {
  return system.map((_, place) => place);
}

function build(system: System): { solver: Solver; nodes: readonly Node[]; visits: { count: number } } {
  const visits = { count: 0 };
  const nodes: Node[] = [];
  for (const expression of system) nodes.push(new Node(() => equation(expression, nodes, false)));
  return { solver: new Solver(() => visits.count++), nodes, visits };
}

/** Reads operands from left to right and stops early, as the meaning of a rewrite does. */
function* equation(expression: Expression, nodes: readonly Node[], negated: boolean): Equation {
  switch (expression.kind) {
    case "constant":
      return exactly(expression.truth);
    case "unknown":
      return yield { node: nodes[expression.place] as Node, negated };
    case "or": {
      const left = yield* equation(expression.left, nodes, negated);
      return left.low === TRUE ? left : either(left, yield* equation(expression.right, nodes, negated));
    }
    case "and": {
      const left = yield* equation(expression.left, nodes, negated);
      return left.high === FALSE ? left : both(left, yield* equation(expression.right, nodes, negated));
    }
    case "minus": {
      const left = yield* equation(expression.left, nodes, negated);
      return left.high === FALSE ? left : minus(left, yield* equation(expression.right, nodes, true));
    }
  }
}

/** The alternating fixpoint over all unknowns at once: least fixpoints of each bound, the other held fast on the right. */
function naively(system: System): readonly Bounds[] {
  let low: readonly Truth[] = system.map(() => FALSE);
  let high: readonly Truth[] = system.map(() => TRUE);
  for (;;) {
    const [nextLow, nextHigh] = [least(system, high, low), least(system, low, high)];
    if (String([nextLow, nextHigh]) === String([low, high])) break;
    [low, high] = [nextLow, nextHigh];
  }
  return system.map((_, place) => ({ low: low[place] as Truth, high: high[place] as Truth }));
}

/** On the right of an exclusion `against` counts, and on the right of one within it, `same`, as it was last. */
function least(system: System, against: readonly Truth[], same: readonly Truth[]): readonly Truth[] {
  let values: readonly Truth[] = system.map(() => FALSE);
  for (;;) {
    const next = system.map((expression) => valueOf(expression, [values, against, same], 0));
    if (String(next) === String(values)) return values;
    values = next;
  }
}

function valueOf(expression: Expression, values: readonly (readonly Truth[])[], depth: number): Truth {
  const part = (of: Expression, at = depth) => valueOf(of, values, at);
  switch (expression.kind) {
    case "constant":
      return expression.truth;
    case "unknown":
      return values[depth]?.[expression.place] as Truth;
    case "or":
      return or(part(expression.left), part(expression.right));
    case "and":
      return and(part(expression.left), part(expression.right));
    case "minus":
      return and(part(expression.left), not(part(expression.right, depth === 1 ? 2 : 1)));
  }
}
