export { cover, type CoverOptions } from "./coverage/cover.ts";
export { percentOf, type Coverage, type CoverageItem, type CoveredItem } from "./coverage/coverage.ts";
export { diskFiles } from "./files/disk-files.ts";
export type { SuiteFiles } from "./files/suite-files.ts";
export { coverageText, sayPercent } from "./report/coverage-text.ts";
export { jsonReport } from "./report/json-report.ts";
export { junitReport } from "./report/junit-report.ts";
export { countTests, type Counts, type SuiteReport } from "./report/suite-report.ts";
export { TextReport } from "./report/text-report.ts";
export { runSuite, type RunSuiteOptions } from "./run/run-suite.ts";
export type { Answer, ErrorAnswer, FailedAnswer, PassedAnswer, Status, SuiteRun, TestRun } from "./run/suite-run.ts";
export { readSuite, type ReadSuiteOptions, type SuiteReading } from "./suite/read-suite.ts";
export type {
  CheckExpectation,
  Expectation,
  ExpectedList,
  ExpectedOutcome,
  ExpectedTruth,
  ObjectsExpectation,
  PolicyAnswer,
  PolicyExpectation,
  ShowsExpectation,
  SubjectsExpectation,
  Suite,
  SuiteFacts,
  SuiteTest,
} from "./suite/suite.ts";
export { comparePlaces, formatPlace, type Place, type Problem } from "./yaml/problem.ts";
