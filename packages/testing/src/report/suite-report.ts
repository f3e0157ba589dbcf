import type { SuiteRun, Status, TestRun } from "../run/suite-run.ts";
import type { Problem } from "../yaml/problem.ts";

/** What is to be told of one file: what became of its tests, or what is wrong with it. */
export type SuiteReport =
  | { readonly path: string; readonly run: SuiteRun }
  | { readonly path: string; readonly problems: readonly Problem[] };

/** Tests by what became of them, and files. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly files: number;
  /** Files that could not be read as suites. */
  readonly wrongFiles: number;
}

export function countTests(reports: readonly SuiteReport[]): Counts {
  const tests = reports.flatMap(testsOf);
  const count = (status: Status) => tests.filter((test) => test.status === status).length;
  return {
    passed: count("passed"),
    failed: count("failed"),
    errors: count("error"),
    files: reports.length,
    wrongFiles: reports.filter((report) => "problems" in report).length,
  };
}

export function testsOf(report: SuiteReport): readonly TestRun[] {
  return "run" in report ? report.run.tests : [];
}
