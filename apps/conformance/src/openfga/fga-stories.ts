import { convertOpenFga, convertTuple, formatRefusal, type FgaTarget } from "@relata/convert";
import { formatTuple, indexModel, type Tuple } from "@relata/model";

import type { Case, Settled, Stage, Story, World } from "../case.ts";
import { askFga, sayQuestion, withCondition, type FgaQuestion } from "./fga-question.ts";
import { parseSuite, type SuiteStage, type SuiteTest, type SuiteTuple } from "./fga-suite.ts";
import { judgeFga, sayExpected, type Expected } from "./judge-fga.ts";

/** What a file of tests asks: stories to run, and what is decided by converting alone. */
export interface FgaStories {
  readonly stories: readonly Story[];
  readonly settled: readonly Settled[];
}

/** The number with which the server refuses a model. */
const INVALID_MODEL = 2056;

/**
 * A file of OpenFGA's tests. A test is a story: its stages share one store, in which tuples add up, and each stage has a model of its own.
 *
 * @throws Error where the file is no suite
 */
export function fgaStories(text: string, path: string): FgaStories {
  const settled: Settled[] = [];
  const stories = parseSuite(text, path).map((test, i) =>
    storyOf(test, `${path} › ${test.name || `test ${i + 1}`}`, settled),
  );
  return { stories, settled };
}

function storyOf({ stages }: SuiteTest, name: string, settled: Settled[]): Story {
  const known = new Map<string, Tuple>();
  return {
    name,
    stages: stages.flatMap((stage, i) => {
      const title = stages.length === 1 ? name : `${name} › stage ${i + 1}`;
      return stageOf(stage, title, known, settled) ?? [];
    }),
  };
}

function stageOf(stage: SuiteStage, name: string, known: Map<string, Tuple>, settled: Settled[]): Stage | undefined {
  const source = { path: "model.fga", text: stage.model };
  const { converted, refusals } = convertOpenFga(source);
  const told = refusals.map((refusal) => formatRefusal(refusal, stage.model)).join("\n");
  if (stage.errorCode !== undefined) {
    const passed = stage.errorCode === INVALID_MODEL && converted === undefined;
    settled.push({ name, passed, text: `expected error ${stage.errorCode}, got ${told || "a model"}\n${stage.model}` });
  }
  if (converted === undefined) {
    const all = [...casesOf(stage, name, undefined)];
    if (stage.errorCode === undefined)
      settled.push(
        ...all.map((each) => ({
          name: each.name,
          passed: false,
          text: `the model is refused:\n${told}\n${stage.model}`,
        })),
      );
    return undefined;
  }
  const target: FgaTarget = { index: indexModel(converted.model), parameters: converted.parameters ?? new Map() };
  const added = (stage.tuples ?? []).flatMap((tuple) => writtenTuple(tuple, target, name, settled));
  for (const tuple of added) known.set(formatTuple(tuple), tuple);
  const world: World = { files: converted.files, model: converted.model, tuples: [...known.values()] };
  return { world, added, cases: casesOf(stage, name, target) };
}

function writtenTuple(tuple: SuiteTuple, target: FgaTarget, name: string, settled: Settled[]): readonly Tuple[] {
  const converted = convertTuple(withCondition(tuple), target);
  if (!("problem" in converted)) return [converted];
  settled.push({ name: `${name} › tuples`, passed: false, text: `a tuple is refused: ${converted.problem}` });
  return [];
}

/** Without a target they can be counted, and not be asked. */
function casesOf(stage: SuiteStage, name: string, target: FgaTarget | undefined): readonly Case[] {
  const cases: Case[] = [];
  const add = (title: string, question: FgaQuestion, expected: Expected): void => {
    cases.push({
      name: `${name} › ${title}`,
      question: sayQuestion(question),
      expected: sayExpected(expected),
      ask: async (relata) => {
        if (target === undefined) throw new Error("the model is refused");
        return judgeFga(question, expected, await askFga(question, target, relata));
      },
    });
  };
  for (const [i, { tuple, ...rest }] of (stage.checkAssertions ?? []).entries()) {
    const { user, relation, object } = tuple;
    add(
      `check ${i + 1}`,
      { kind: "check", user, relation, object, ...given(rest) },
      expectedOf(rest, rest.expectation ?? false),
    );
  }
  for (const [i, { request, ...rest }] of (stage.listObjectsAssertions ?? []).entries())
    add(
      `list objects ${i + 1}`,
      { kind: "objects", ...request, ...given(rest) },
      expectedOf(rest, rest.expectation ?? []),
    );
  for (const [i, { request, ...rest }] of (stage.listUsersAssertions ?? []).entries())
    add(`list users ${i + 1}`, { kind: "users", ...request, ...given(rest) }, expectedOf(rest, rest.expectation ?? []));
  return cases;
}

function given({ context = {}, contextualTuples = [] }: Partial<Pick<FgaQuestion, "context" | "contextualTuples">>) {
  return { context: context ?? {}, contextualTuples: contextualTuples ?? [] };
}

function expectedOf({ errorCode }: { readonly errorCode?: number }, value: boolean | readonly string[]): Expected {
  return errorCode === undefined || errorCode === 0 ? { value } : { errorCode };
}
