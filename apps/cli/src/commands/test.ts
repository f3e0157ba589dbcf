import { percentOf, type Suite, type SuiteReport } from "@relata/testing";
import { Option, type Command } from "commander";
import { Progress } from "../output/progress.ts";
import { coverSuites } from "../suites/cover-suites.ts";
import { findSuites } from "../suites/find-suites.ts";
import { SuiteReporter } from "../suites/report-suites.ts";
import { runFile } from "../suites/run-file.ts";
import { suiteExitCode } from "../suites/suite-exit-code.ts";
import { REPORTERS, suiteOptions, type GivenOptions, type SuiteOptions } from "../suites/suite-options.ts";
import { watchSuites } from "../suites/watch-suites.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

/**
 * `relata test`: runs suites of tests, and prints what did not pass with its place and its reason. A wrong file does not
 * keep the others from being run.
 */
export function addTest(program: Command, session: Session): void {
  const command = program
    .command("test [paths...]")
    .description("run the tests of *.relata.yaml files, folders and globs (default: the working folder)");
  withSuites(command, session, false);
}

/** The options and the work of testing, of whole models or of policies by themselves. */
export function withSuites(command: Command, session: Session, policiesOnly: boolean): void {
  command
    .option("--filter <text>", "only tests whose name holds the text")
    .option("--bail", "stop at the first test that does not pass")
    .option("--coverage", "also list what of the model no test decides")
    .option("--min-coverage <percent>", "end with 1 where less of the model is decided")
    .addOption(new Option("--reporter <form>", "how to report").choices(REPORTERS).default("text"))
    .option("--out <file>", "write the report to the file, and the text to standard output")
    .option("--json", "short for --reporter json")
    .option("--watch", "run again what changes; `q` ends")
    .action((paths: readonly string[], given: GivenOptions & { readonly watch?: true }) => {
      const options = suiteOptions(given, policiesOnly);
      return given.watch === true ? watchSuites(session, paths, options) : test(session, paths, options);
    });
}

function test(session: Session, paths: readonly string[], options: SuiteOptions): void {
  const reporter = new SuiteReporter(session, options);
  const progress = new Progress(session.stderr);
  const reports: SuiteReport[] = [];
  const suites: Suite[] = [];
  for (const path of findSuites(session, paths)) {
    const { report, suite } = runFile(session, path, options, progress);
    progress.end();
    if ("run" in report && report.run.tests.length === 0) continue;
    reports.push(report);
    if (suite !== undefined) suites.push(suite);
    reporter.file(report);
    if (options.bail && suiteExitCode([report]) !== 0) break;
  }
  if (reports.length === 0) throw usageError(nothingRun(options));
  const coverage = coverSuites(suites, options, progress);
  reporter.end(reports, coverage);
  if (coverage !== undefined && percentOf(coverage) < options.minCoverage) reporter.tooLow(coverage);
  session.finish(suiteExitCode(reports, coverage, options.minCoverage));
}

function nothingRun({ filter, policiesOnly }: SuiteOptions): string {
  const what = policiesOnly ? "no test of a policy by itself" : "no test";
  return filter === ""
    ? `${what} was found: write some under \`policies\``
    : `${what} has a name with \`${filter}\` in it`;
}
