import { isFailure, sameKey, type Arrow, type Rewrite, type Tuple } from "@relata/model";
import { explain, walkSteps, type Explanation } from "@relata/resolver";
import { NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf } from "../agreement.ts";
import { disagreement, written } from "../disagreement.ts";
import { heightOf, leastHeight } from "../proofs-by-height.ts";
import { worldsToTry } from "../theorem.ts";

const asked = fc.array(fc.tuple(questions, fc.constantFrom(...NAMES)), { minLength: 4, maxLength: 4 });
/** What of an arrow that wants `all`, in worlds where nobody is excluded: more objects on it may take a proof away. */
const positive = (quantifier: "all" | "any") =>
  worlds.map((world) => ({ ...world, model: withoutExclusions(world.model, quantifier) }));

/**
 * Runs the law over proofs, and answers how many there were: of one subject, in worlds whose models exclude nobody, so that a proof is made of tuples and of
 * policies that are true, and more tuples never take one away.
 */
function ofProofs(
  all: "all" | "any",
  runs: number,
  law: (world: World, question: WorldQuestion, explanation: Explanation) => void,
): number {
  let proofs = 0;
  const property = fc.property(positive(all), asked, (world, several) => {
    for (const [part, permission] of several) {
      const question = { ...part, permission, subject: part.subject.slice(0, 1) };
      const explanation = explained(world, question);
      if (explanation?.decision.outcome !== "allowed") continue;
      proofs++;
      law(world, question, explanation);
    }
  });
  fc.assert(property, worldsToTry(runs));
  return proofs;
}

describe("a proof", () => {
  test("is as high as the least that brute force finds", { timeout: 600_000 }, () => {
    const proofs = ofProofs("all", 200, (world, question, { reasons }) => {
      const [reason] = reasons;
      const least = leastHeight(world, question);
      const given = reason === undefined ? undefined : heightOf(reason);
      if (given !== least) throw disagreement(`a proof is ${given} high, and the least is ${least}`, world, question);
    });
    expect(proofs).toBeGreaterThan(50);
  });

  test("rests on its tuples: they alone suffice, and give the same proof", { timeout: 600_000 }, () => {
    const proofs = ofProofs("any", 200, (world, question, explanation) => {
      const alone = { ...world, tuples: tuplesOf(explanation, world) };
      const again = explained(alone, question);
      if (again?.decision.outcome !== "allowed" || written(again.reasons) !== written(explanation.reasons))
        throw disagreement(`alone they give ${written(again?.reasons)}`, world, question);
    });
    expect(proofs).toBeGreaterThan(50);
  });

  test(
    "falls with each of its tuples: then there is none, or another without it that is no shorter",
    { timeout: 600_000 },
    () => {
      const seen = { fell: 0, other: 0 };
      ofProofs("any", 200, (world, question, explanation) => {
        for (const tuple of tuplesOf(explanation, world)) {
          const without = { ...world, tuples: world.tuples.filter((one) => !sameKey(one, tuple)) };
          const next = explained(without, question);
          const isAllowed = next?.decision.outcome === "allowed";
          seen[isAllowed ? "other" : "fell"]++;
          const before = leastHeight(world, question) ?? Infinity;
          const after = leastHeight(without, question);
          if (isAllowed !== (after !== undefined)) throw disagreement("brute force finds otherwise", without, question);
          if (isAllowed && (tuplesOf(next, without).includes(tuple) || (after ?? 0) < before))
            throw disagreement("the other proof is shorter, or rests on it", without, question);
        }
      });
      expect(Math.min(seen.fell, seen.other)).toBeGreaterThan(20);
    },
  );
});

/** Undefined where a policy fails. */
function explained(world: World, question: WorldQuestion): Explanation | undefined {
  try {
    return explain(world.model, graphOf(world), question);
  } catch (error) {
    if (isFailure(error, "policy_failed")) return undefined;
    throw error;
  }
}

/** The tuples of a proof: what the steps of its names show. */
function tuplesOf({ reasons }: Explanation, { tuples }: World): readonly Tuple[] {
  const steps = reasons.flatMap(({ names }) => names.flatMap(({ step }) => [...walkSteps(step)]));
  const shown = new Set(steps.flatMap((step) => (step.kind === "tuple" ? [step.tuple] : [])));
  return tuples.filter((tuple) => shown.has(tuple));
}

function withoutExclusions(model: World["model"], all: "all" | "any"): World["model"] {
  return {
    ...model,
    types: model.types.map((type) => ({
      ...type,
      relations: type.relations.map((relation) => ({ ...relation, rewrite: kept(relation.rewrite, all) })),
      permissions: type.permissions.map((permission) => ({ ...permission, rewrite: kept(permission.rewrite, all) })),
    })),
  };
}

/** The rewrite with the left of each exclusion in its place. */
function kept(rewrite: Rewrite, all: "all" | "any"): Rewrite {
  switch (rewrite.kind) {
    case "exclusion":
      return kept(rewrite.from, all);
    case "union":
    case "intersection":
      return { kind: rewrite.kind, of: rewrite.of.map((part) => kept(part, all)) };
    case "when":
      return { ...rewrite, of: kept(rewrite.of, all) };
    case "arrow":
      return quantified(rewrite, all);
    default:
      return rewrite;
  }
}

function quantified(arrow: Arrow, all: "all" | "any"): Arrow {
  const quantifier = arrow.quantifier === "all" ? all : "any";
  return { ...arrow, quantifier, target: arrow.target.kind === "arrow" ? quantified(arrow.target, all) : arrow.target };
}
