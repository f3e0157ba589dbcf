import { renderExplanation, renderTrace, type Colour } from "@relata/core";
import type { Answer, TestRun } from "../run/suite-run.ts";
import { formatPlace, type Problem } from "../yaml/problem.ts";
import { count } from "./count.ts";
import { countTests, type SuiteReport } from "./suite-report.ts";

/**
 * A report for people: a line for each file, below it what did not pass, each with its place, the question, both answers
 * and why.
 *
 * ```text
 * ✗ invoices.relata.yaml: 1 of 3 tests failed
 *   invoices.relata.yaml:12:7 those who are banned read nothing
 *     invoices.relata.yaml:15:15 does user:ann have read on invoice:1?
 *       expected denied
 *       actual   allowed
 *       ✓ user:ann has read on invoice:1
 *       └─ ✓ invoice:1#owner@user:ann
 * ```
 */
export class TextReport {
  readonly #colour: Colour;
  /** Why kept: a model with errors is told of once, and not for each suite that names it. */
  readonly #told = new Set<string>();

  constructor(colour: Colour = (_, text) => text) {
    this.#colour = colour;
  }

  /** One file, with a line break at the end. */
  file(report: SuiteReport): string {
    if ("problems" in report) return this.#wrong(report.path, report.problems);
    const { path, tests } = report.run;
    const bad = tests.filter(({ status }) => status !== "passed");
    if (bad.length === 0) return `${this.#colour("allowed", "✓")} ${path}: ${count(tests.length, "test")} passed\n`;
    const head = `${this.#colour("denied", "✗")} ${path}: ${bad.length} of ${count(tests.length, "test")} failed`;
    return [head, ...bad.map((test) => this.test(test)), ""].join("\n");
  }

  /** "12 passed, 1 failed in 2 files". */
  summary(reports: readonly SuiteReport[]): string {
    const { passed, failed, errors, files, wrongFiles } = countTests(reports);
    const parts = [
      this.#colour(passed > 0 ? "allowed" : "remark", `${passed} passed`),
      ...(failed > 0 ? [this.#colour("denied", `${failed} failed`)] : []),
      ...(errors > 0 ? [this.#colour("denied", `${errors} without an answer`)] : []),
    ];
    const wrong = wrongFiles > 0 ? `, of which ${this.#colour("denied", `${wrongFiles} could not be read`)}` : "";
    return `${parts.join(", ")} in ${count(files, "file")}${wrong}\n`;
  }

  #wrong(path: string, problems: readonly Problem[]): string {
    const head = `${this.#colour("denied", "✗")} ${path}: ${count(problems.length, "problem")}`;
    return [head, ...problems.map((problem) => this.#problem(problem)), ""].join("\n");
  }

  #problem({ place, message }: Problem): string {
    const isTold = message.includes("\n") && this.#told.has(message);
    this.#told.add(message);
    const text = isTold ? "the same model as above, with the same errors" : message;
    const [first = "", ...others] = text.split("\n");
    const at = `  ${formatPlace(place)}:`;
    // Why: the lines of a message that has several begin with their own places.
    if (others.length > 0) return [at, indented(text, 4)].join("\n");
    return `${at} ${first}`;
  }

  /** What did not pass of one test, without a line break at the end. */
  test({ name, place, answers }: TestRun): string {
    const bad = answers.filter(({ status }) => status !== "passed");
    const head = `  ${this.#colour("remark", formatPlace(place))} ${name}`;
    return [head, ...bad.map((answer) => this.#answer(answer))].join("\n");
  }

  #answer(answer: Answer): string {
    const lines = [`${this.#colour("remark", formatPlace(answer.place))} ${answer.question}`];
    return indented([...lines, ...this.#details(answer)].join("\n"), 4);
  }

  #details(answer: Answer): readonly string[] {
    switch (answer.status) {
      case "passed":
        return [];
      case "error":
        return [`  ${this.#colour("denied", `no answer: ${answer.code}`)}`, indented(answer.message, 2)];
      case "failed":
        return [
          `  expected ${answer.expected}`,
          `  actual   ${this.#colour("denied", answer.actual)}`,
          ...answer.explanations.map((each) => indented(renderExplanation(each, { colour: this.#colour }), 2)),
          ...(answer.trial === undefined ? [] : [indented(renderTrace(answer.trial, this.#colour), 2)]),
          ...(answer.hint === undefined ? [] : [`  ${this.#colour("remark", `hint: ${answer.hint}`)}`]),
        ];
    }
  }
}

function indented(text: string, columns: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(columns));
}
