import { compile, printModel } from "@relata/language";
import {
  admits,
  formatInstant,
  formatObject,
  formatSubject,
  formatTuple,
  indexModel,
  type Model,
  type Tuple,
} from "@relata/model";
import { specify, type Verdict, type World, type WorldQuestion } from "@relata/spec";
import type { Parameters as Settings } from "fast-check";
import { stringify } from "yaml";

/** A question of a world, with the permission that is asked for. */
export type Question = WorldQuestion;

/** What the specification answers. It shares no code with the engine that runs suites. */
export function trueAnswer(world: World, question: Question): Verdict {
  return specify(world, question)(question.permission);
}

/** The world as its model admits it, if the model can be written down: random models know no rules of the language. */
export function writable(world: World): World | undefined {
  const { model } = compile([{ path: "m.relata", text: printModel(world.model) }]);
  if (model === undefined) return undefined;
  return { ...world, model, tuples: world.tuples.filter((tuple) => admits(indexModel(model), tuple)) };
}

/** A suite that states these answers of the world, each in a test of its own that is named for its position. */
export function suiteText(world: World, stated: readonly (readonly [Question, Verdict])[]): string {
  return stringify({
    model: printModel(world.model),
    tuples: world.tuples.map((tuple: Tuple) => formatTuple(tuple)),
    attributes: Object.fromEntries(world.attributes.map(({ object, values }) => [formatObject(object), values])),
    tests: stated.map(([question, verdict], i) => ({
      name: `test ${i}`,
      checks: [checkOf(world.model, question, verdict)],
    })),
  });
}

function checkOf(model: Model, question: Question, verdict: Verdict): unknown {
  const { subject, object, permission, resource, context, now } = question;
  const known = new Set(model.context.map(({ name }) => name).concat("y"));
  return {
    subject: subject.map(formatSubject),
    object: formatObject(object),
    ...stated(permission, verdict),
    resource,
    context: Object.fromEntries(Object.entries(context).filter(([name]) => known.has(name))),
    now: formatInstant(now),
  };
}

function stated(permission: string, verdict: Verdict): object {
  switch (verdict.kind) {
    case "allowed":
      return { allow: permission };
    case "conditional":
      return { conditional: { [permission]: verdict.missing } };
    case "denied":
    case "paradox":
    case "policy_failed":
      return { deny: permission };
  }
}

/** How worlds are tried: under a seed that is printed, and can be given again as `RELATA_SEED`. */
export function worldsToTry<T>(numRuns: number): Settings<T> {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const path = process.env["RELATA_PATH"];
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  console.log(`suites: ${runs} worlds, RELATA_SEED=${seed}`);
  // Why without shrinking: the specification is slow on purpose, and worlds are small to begin with.
  return { seed, numRuns: runs, endOnFailure: true, ...(path !== undefined && { path }) };
}
