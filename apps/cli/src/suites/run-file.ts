import { resolve } from "node:path";
import { instantFromMs } from "@relata/model";
import { diskFiles, readSuite, runSuite, type Suite, type SuiteReport, type SuiteTest } from "@relata/testing";
import type { Progress } from "../output/progress.ts";
import type { Surroundings } from "../surroundings.ts";
import type { SuiteOptions } from "./suite-options.ts";

/** What came of one file. */
export interface FileRun {
  readonly report: SuiteReport;
  /** There where the file could be read. */
  readonly suite?: Suite;
  /** The files and folders that it depends on, itself included: absolute paths. */
  readonly reads: readonly string[];
}

/** Reads one file, and runs the tests of it that are wanted. */
export function runFile(
  { cwd, clock }: Surroundings,
  path: string,
  options: Pick<SuiteOptions, "filter" | "bail" | "policiesOnly">,
  progress: Progress,
): FileRun {
  progress.say(`reading ${path}`);
  const { suite, problems, reads } = readSuite(path, { files: diskFiles(cwd), now: instantFromMs(clock()) });
  const absolute = [path, ...reads].map((read) => resolve(cwd, read));
  if (suite === undefined) return { report: { path, problems }, reads: absolute };
  const onTest = ({ name }: SuiteTest, done: number) =>
    progress.say(`${path} ${done + 1}/${suite.tests.length}: ${name}`);
  const isWanted = wanted(options);
  const run = runSuite(suite, { isWanted, bail: options.bail, clock, onTest });
  return { report: { path, run }, suite, reads: absolute };
}

/** Which tests `--filter` asks for; of `relata policy test`, among those of policies by themselves. */
export function wanted(options: Pick<SuiteOptions, "filter" | "policiesOnly">): (test: SuiteTest) => boolean {
  const { filter, policiesOnly } = options;
  return ({ name, expectations }) =>
    name.toLowerCase().includes(filter) && (!policiesOnly || expectations.some(({ kind }) => kind === "policy"));
}
