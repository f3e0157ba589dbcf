import { sayMissing } from "@relata/core";
import { isFailure, type Missing, type Model } from "@relata/model";
import type { Graph } from "@relata/resolver";
import type { Expectation, Suite, SuiteTest } from "../suite/suite.ts";
import { SuiteGraphs } from "./graph-of.ts";
import { judge } from "./judge.ts";
import { sayQuestion } from "./say-question.ts";
import type { Answer, Status, SuiteRun, TestRun } from "./suite-run.ts";

export interface RunSuiteOptions {
  /** Which tests to run; all of them unless given. */
  readonly isWanted?: (test: SuiteTest) => boolean;
  /** Ends after the first test that does not pass. */
  readonly bail?: boolean;
  /** Milliseconds, for how long a test took. Nothing is measured unless given. */
  readonly clock?: () => number;
  /** Called before each test, with how many are behind it. */
  readonly onTest?: (test: SuiteTest, done: number) => void;
}

/** Runs the tests of a suite, each over the facts of the suite and its own. Law: no test changes what another finds. */
export function runSuite(suite: Suite, options: RunSuiteOptions = {}): SuiteRun {
  const { isWanted = () => true, bail = false, clock = () => 0, onTest = () => undefined } = options;
  const graphs = new SuiteGraphs(suite);
  const tests: TestRun[] = [];
  for (const test of suite.tests.filter(isWanted)) {
    onTest(test, tests.length);
    const run = runTest(suite.model, graphs.of(test), test, clock);
    tests.push(run);
    if (bail && run.status !== "passed") break;
  }
  return { path: suite.path, tests };
}

function runTest(model: Model, graph: Graph, test: SuiteTest, clock: () => number): TestRun {
  const start = clock();
  const answers = test.expectations.map((expectation) => answer(model, graph, expectation));
  const { name, place } = test;
  return { name, place, status: worst(answers.map(({ status }) => status)), durationMs: clock() - start, answers };
}

function answer(model: Model, graph: Graph, expectation: Expectation): Answer {
  const asked = { place: expectation.place, question: sayQuestion(expectation) };
  try {
    const { passes, expected, actual, missing, explain, trial } = judge(model, graph, expectation);
    if (passes) return { status: "passed", ...asked };
    const hint = hintFor(expectation, missing);
    return {
      status: "failed",
      ...asked,
      expected,
      actual,
      explanations: explain(),
      ...(trial !== undefined && { trial }),
      ...(hint !== undefined && { hint }),
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { status: "error", ...asked, code: error.code, message: error.message };
  }
}

/** What was expected to be decided, and waits for something, is most often a test that forgot to give it. */
function hintFor(expectation: Expectation, missing: readonly Missing[]): string | undefined {
  const isExpected = expectation.kind === "check" && expectation.expected.outcome === "conditional";
  if (missing.length === 0 || isExpected) return undefined;
  const names = [...new Set(missing.map((entry) => sayMissing(entry)))].join(", ");
  const places = [
    ...(missing.some(({ of }) => of !== undefined) ? ["`attributes` or `resource`"] : []),
    ...(missing.some(({ of }) => of === undefined) ? ["`context`"] : []),
  ];
  return `give ${names} under ${places.join(" and ")}, or expect the answer under \`conditional\``;
}

function worst(statuses: readonly Status[]): Status {
  if (statuses.includes("error")) return "error";
  return statuses.includes("failed") ? "failed" : "passed";
}
