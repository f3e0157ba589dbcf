import { FALSE, isFailure, sameObject, TRUE, UNKNOWN, type Truth } from "@relata/model";
import { check, expand, treesBelow, type Tree } from "@relata/resolver";
import { IDS, NAMES, questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf, loaded } from "../agreement.ts";
import { disagreement, expectSame } from "../disagreement.ts";
import { isInSet } from "../expansion-as-sets.ts";
import { policyOracle } from "../policy-oracle.ts";
import { worldsToTry } from "../theorem.ts";

const asked = fc.tuple(questions, fc.constantFrom(...NAMES));

test("a deep expansion, read as sets, is `check` of each subject", { timeout: 600_000 }, () => {
  const seen = { allowed: 0, denied: 0, conditional: 0, paradox: 0 };
  const property = fc.property(worlds, fc.array(asked, { minLength: 3, maxLength: 3 }), (world, several) => {
    const graph = graphOf(world);
    for (const [part, permission] of several) {
      const question = { ...part, permission };
      const { object, now } = question;
      const ask = (each: typeof graph) => expand(world.model, each, { object, permission, now, depth: "deep" });
      const expansion = ask(graph);
      expectSame(
        loaded((each) => expand(world.model, each, { object, permission, now, depth: "deep" }), graph),
        expansion,
        world,
        question,
      );
      for (const subject of [...question.subject, ...SUBJECTS]) {
        const decided = outcomeOf(() => check(world.model, graph, { ...question, subject: [subject] }).outcome);
        seen[decided]++;
        const truth = isInSet(expansion, subject, policyOracle(world, question, subject));
        expectSame(truth, TRUTHS[decided], world, { ...question, subject: [subject] });
      }
    }
  });
  fc.assert(property, worldsToTry(200));
  console.log(`in expansions: ${JSON.stringify(seen)}`);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

test("every name that it refers to is there once; a shallow one is its first name", { timeout: 600_000 }, () => {
  let names = 0;
  const property = fc.property(worlds, asked, (world, [question, permission]) => {
    const graph = graphOf(world);
    const { object, now } = question;
    const deep = expand(world.model, graph, { object, permission, now, depth: "deep" });
    const shallow = expand(world.model, graph, { object, permission, now, depth: "shallow" });
    expectSame(shallow.names, deep.names.slice(0, 1), world, { ...question, permission });
    const keys = deep.names.map(({ object, name }) => JSON.stringify([object.type, object.id, name]));
    names += keys.length;
    if (new Set(keys).size < keys.length || !sameObject(deep.names[0]?.object ?? object, object))
      throw disagreement("a name is expanded twice", world, { ...question, permission });
    const referred = deep.names.flatMap(({ tree }) => [...namesIn(tree)]);
    expect(new Set([keys[0], ...referred])).toEqual(new Set(keys));
  });
  fc.assert(property, worldsToTry(300));
  expect(names).toBeGreaterThan(300);
});

const SUBJECTS = [
  ...(IDS["user"] ?? []).map((id) => ({ type: "user", id })),
  { type: "user", id: "*" },
  { type: "apikey", id: "k" },
  { type: "group", id: "g", relation: "member" },
];

const TRUTHS: Readonly<Record<"allowed" | "denied" | "conditional" | "paradox", Truth | undefined>> = {
  allowed: TRUE,
  denied: FALSE,
  conditional: UNKNOWN,
  paradox: undefined,
};

function outcomeOf(decide: () => "allowed" | "denied" | "conditional") {
  try {
    return decide();
  } catch (error) {
    if (isFailure(error, "paradox")) return "paradox";
    // Why: a policy that fails counts as unknown.
    if (isFailure(error, "policy_failed")) return "conditional";
    throw error;
  }
}

function* namesIn(tree: Tree): Generator<string> {
  if (tree.kind === "name") yield JSON.stringify([tree.object.type, tree.object.id, tree.name]);
  for (const below of treesBelow(tree)) yield* namesIn(below);
}
