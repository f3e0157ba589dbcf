import { renderExplanation, renderTrace } from "@relata/core";
import { percentOf, type Coverage } from "../coverage/coverage.ts";
import type { Answer } from "../run/suite-run.ts";
import type { Place } from "../yaml/problem.ts";
import { countTests, testsOf, type SuiteReport } from "./suite-report.ts";

/**
 * A report for machines: plain JSON, whose names are those of the text. Documented in `docs/how-to/test-a-model.md`;
 * what is added later has new names.
 */
export function jsonReport(reports: readonly SuiteReport[], coverage?: Coverage): unknown {
  return {
    ...countTests(reports),
    suites: reports.map((report) => ({
      path: report.path,
      problems: "problems" in report ? report.problems.map(({ place, message }) => ({ ...at(place), message })) : [],
      tests: testsOf(report).map(({ name, place, status, durationMs, answers }) => ({
        name,
        ...at(place),
        status,
        durationMs,
        answers: answers.map(answerOf),
      })),
    })),
    ...(coverage !== undefined && { coverage: coverageOf(coverage) }),
  };
}

function answerOf(answer: Answer): unknown {
  const { place, question, status } = answer;
  const asked = { ...at(place), question, status };
  switch (status) {
    case "passed":
      return asked;
    case "error":
      return { ...asked, code: answer.code, message: answer.message };
    case "failed": {
      const { expected, actual, explanations, trial, hint } = answer;
      const trees = explanations.map((each) => renderExplanation(each));
      const explanation = [...trees, ...(trial === undefined ? [] : [renderTrace(trial)])].join("\n\n");
      return { ...asked, expected, actual, explanation, ...(hint !== undefined && { hint }) };
    }
  }
}

function coverageOf(coverage: Coverage): unknown {
  return {
    percent: percentOf(coverage),
    items: coverage.items.map(({ kind, text, place, unnoticed }) => ({
      kind,
      text,
      ...(place !== undefined && at(place)),
      unnoticed,
    })),
  };
}

function at({ path, line, column }: Place): Place {
  return { path, line, column };
}
