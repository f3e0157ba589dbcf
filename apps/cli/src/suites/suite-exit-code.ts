import { countTests, percentOf, type Coverage, type SuiteReport } from "@relata/testing";
import { BAD_INPUT, NOT_ANSWERED } from "../exit-code.ts";

/** A test that did not get the answer that it states, or a model of which too little is decided. */
const FAILED = 1;

/** What is worst: a file that is wrong, then a question without an answer, then one that was answered otherwise. */
export function suiteExitCode(reports: readonly SuiteReport[], coverage?: Coverage, minCoverage = 0): number {
  const { failed, errors, wrongFiles } = countTests(reports);
  if (wrongFiles > 0) return BAD_INPUT;
  if (errors > 0) return NOT_ANSWERED;
  const isLow = coverage !== undefined && percentOf(coverage) < minCoverage;
  return failed > 0 || isLow ? FAILED : 0;
}
