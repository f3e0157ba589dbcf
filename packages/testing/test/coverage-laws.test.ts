import type { Json, Model, Policy } from "@relata/model";
import { NAMES, questions, worlds, type Verdict } from "@relata/spec";
import { cover, type Coverage } from "@relata/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Mutation } from "../src/coverage/mutant.ts";
import { mutationsOf } from "../src/coverage/mutations-of.ts";
import { suiteText, trueAnswer, worldsToTry, writable, type Question } from "./random-suites.ts";
import { suiteOf } from "./situation.ts";

const situations = fc
  .tuple(worlds, fc.array(fc.tuple(questions, fc.constantFrom(...NAMES)), { minLength: 2, maxLength: 4 }), fc.nat())
  .map(([world, asked, pick]) => ({
    world: writable(world),
    questions: asked.map(([question, permission]): Question => ({ ...question, permission })),
    pick,
  }));

const hasAnswer = ([, { kind }]: readonly [Question, Verdict]) => kind !== "paradox" && kind !== "policy_failed";

/** What is undecided, as one text for each change: more tests leave fewer of them. */
function unnoticed({ items }: Coverage): readonly string[] {
  return items.flatMap((item) => item.unnoticed.map((change) => said({ item, change })));
}

test("what is decided is what the specification answers otherwise without it, and nothing else is", () => {
  let noticed = 0;
  fc.assert(
    fc.property(situations, ({ world, questions, pick }) => {
      if (world === undefined) return;
      const stated = questions.map((question) => [question, trueAnswer(world, question)] as const).filter(hasAnswer);
      if (stated.length === 0) return;
      const suite = suiteOf(suiteText(world, stated));
      const left = unnoticed(cover([suite]));
      const mutations = mutationsOf(world.model, suite.declarations());
      for (const mutation of some(mutations, left, pick)) {
        const mutant = { ...world, model: readable(mutation.apply(world.model)) };
        const isNoticed = stated.some(([question, verdict]) => !isSame(trueAnswer(mutant, question), verdict));
        expect([said(mutation), left.includes(said(mutation))]).toEqual([said(mutation), !isNoticed]);
        if (isNoticed) noticed++;
      }
    }),
    worldsToTry(10),
  );
  expect(noticed).toBeGreaterThan(3);
});

const bodyOf = (policy: Policy): Json =>
  typeof policy.body === "boolean" ? { "==": [0, policy.body ? 0 : 1] } : policy.body;

/** The specification reads comparisons, and no literals. */
function readable(model: Model): Model {
  return { ...model, policies: model.policies.map((policy) => ({ ...policy, body: bodyOf(policy) })) };
}

/** Some of what is said to be noticed, and some of what is not; none that reads like another one. */
function some(mutations: readonly Mutation[], left: readonly string[], from: number): readonly Mutation[] {
  const texts = mutations.map(said);
  const alone = mutations.filter((mutation) => texts.filter((text) => text === said(mutation)).length === 1);
  const noticed = alone.filter((mutation) => !left.includes(said(mutation)));
  const others = alone.filter((mutation) => left.includes(said(mutation)));
  return [noticed.at(from % noticed.length), noticed.at(0), others.at(from % others.length)].filter(
    (mutation) => mutation !== undefined,
  );
}

function said({ item, change }: Pick<Mutation, "item" | "change">): string {
  return `${item.place?.line}:${item.place?.column} ${item.text}: ${change}`;
}

function isSame(a: Verdict, b: Verdict): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

test("another test decides as much, or more", () => {
  fc.assert(
    fc.property(situations, ({ world, questions }) => {
      if (world === undefined) return;
      const stated = questions.map((question) => [question, trueAnswer(world, question)] as const).filter(hasAnswer);
      const coverages = stated.map((_, i) => unnoticed(cover([suiteOf(suiteText(world, stated.slice(0, i + 1)))])));
      for (const [i, left] of coverages.slice(1).entries())
        expect(coverages[i]).toEqual(expect.arrayContaining([...left]));
    }),
    worldsToTry(6),
  );
});
