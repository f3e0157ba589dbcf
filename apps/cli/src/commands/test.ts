import { instantFromMs } from "@relata/model";
import {
  countTests,
  diskFiles,
  readSuite,
  runSuite,
  TextReport,
  type SuiteReport,
  type SuiteTest,
} from "@relata/testing";
import type { Command } from "commander";
import { BAD_INPUT, NOT_ANSWERED } from "../exit-code.ts";
import { findSuites } from "../find-suites.ts";
import { colourFor, paintFor } from "../output/paint.ts";
import { Progress } from "../output/progress.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface TestOptions {
  readonly filter?: string;
  readonly bail?: true;
}

/** A test that did not get the answer that it states. */
const FAILED = 1;

/**
 * `relata test`: runs suites of tests, and prints what did not pass with its place and its reason. A wrong file does not
 * keep the others from being run.
 */
export function addTest(program: Command, session: Session): void {
  program
    .command("test [paths...]")
    .description("run the tests of *.relata.yaml files, folders and globs (default: the working folder)")
    .option("--filter <text>", "only tests whose name holds the text")
    .option("--bail", "stop at the first test that does not pass")
    .action((paths: readonly string[], options: TestOptions) => test(session, paths, options));
}

function test(session: Session, paths: readonly string[], options: TestOptions): void {
  const text = new TextReport(colourFor(paintFor(session.stdout, session)));
  const reports: SuiteReport[] = [];
  const progress = new Progress(session.stderr);
  for (const path of findSuites(session, paths)) {
    const report = runFile(session, path, options, progress);
    progress.end();
    if ("run" in report && report.run.tests.length === 0) continue;
    reports.push(report);
    session.stdout.write(text.file(report));
    if (options.bail === true && exitCodeOf([report]) !== 0) break;
  }
  if (reports.length === 0) throw usageError(`no test has a name with \`${options.filter ?? ""}\` in it`);
  session.stdout.write(text.summary(reports));
  session.finish(exitCodeOf(reports));
}

function runFile(session: Session, path: string, { filter, bail }: TestOptions, progress: Progress): SuiteReport {
  const { cwd, clock } = session;
  const files = diskFiles(cwd);
  progress.say(`reading ${path}`);
  const { suite, problems } = readSuite(path, { files, now: instantFromMs(clock()) });
  if (suite === undefined) return { path, problems };
  const isWanted = ({ name }: SuiteTest) => name.toLowerCase().includes(filter?.toLowerCase() ?? "");
  const onTest = ({ name }: SuiteTest, done: number) =>
    progress.say(`${path} ${done + 1}/${suite.tests.length}: ${name}`);
  return { path, run: runSuite(suite, { isWanted, bail: bail === true, clock, onTest }) };
}

/** What is worst: a file that is wrong, then an answer that there was none of, then one that was another. */
function exitCodeOf(reports: readonly SuiteReport[]): number {
  const { failed, errors, wrongFiles } = countTests(reports);
  if (wrongFiles > 0) return BAD_INPUT;
  if (errors > 0) return NOT_ANSWERED;
  return failed > 0 ? FAILED : 0;
}
