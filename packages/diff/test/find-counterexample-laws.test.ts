import { findCounterexample, type Answer, type Counterexample } from "@relata/diff";
import { isFailure, type Model } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { models } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mutations } from "./mutate-model.ts";
import { worldsToTry } from "./worlds-to-try.ts";

function answer(
  model: Model,
  { tuples, attributes, subject, permission, object, context, now }: Counterexample,
): Answer {
  const graph = new MemoryGraph(tuples);
  for (const { object: of, values } of attributes) graph.setAttributes(of, values);
  try {
    return check(model, graph, { subject: [subject], permission, object, resource: {}, context, now }).outcome;
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return "failed";
    throw error;
  }
}

const pairs = fc
  .tuple(models, models)
  .chain(([model, donor]) => fc.tuple(fc.constant(model), mutations(model, donor, 1, 2)));

test("what is found differs as it says, and without any of its tuples both models answer alike", () => {
  const seen = { found: 0, exhausted: 0, gaveUp: 0, tuples: 0, attributes: 0 };
  fc.assert(
    fc.property(pairs, ([before, after]) => {
      const search = findCounterexample(before, after, { maxTuples: 3, maxObjects: 2, maxSteps: 1_500 });
      const { found } = search;
      if (found === undefined) {
        if (search.complete) seen.exhausted++;
        else seen.gaveUp++;
        return;
      }
      expect([answer(before, found), answer(after, found)]).toEqual([found.before, found.after]);
      expect(found.before).not.toBe(found.after);
      for (const tuple of found.tuples) {
        const less = { ...found, tuples: found.tuples.filter((other) => other !== tuple) };
        expect(answer(before, less)).toBe(answer(after, less));
      }
      seen.found++;
      seen.tuples += found.tuples.length;
      seen.attributes += found.attributes.length;
    }),
    worldsToTry(30),
  );
  console.log(`counterexamples: ${JSON.stringify(seen)}`);
  expect(seen.found).toBeGreaterThan(10);
  expect(seen.tuples).toBeGreaterThan(5);
});

test("equal models have none, and the search is complete without a step", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(findCounterexample(model, structuredClone(model))).toMatchObject({ steps: 0, complete: true });
    }),
    worldsToTry(20),
  );
});

test("the same models give the same search", () => {
  fc.assert(
    fc.property(pairs, ([before, after]) => {
      const options = { maxTuples: 2, maxSteps: 300 };
      expect(findCounterexample(structuredClone(before), after, options)).toEqual(
        findCounterexample(before, after, options),
      );
    }),
    worldsToTry(20),
  );
});
