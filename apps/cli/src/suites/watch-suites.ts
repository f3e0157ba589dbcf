import { resolve } from "node:path";
import type { Suite } from "@relata/testing";
import { CommanderError } from "commander";
import { BAD_INPUT } from "../exit-code.ts";
import { Progress } from "../output/progress.ts";
import type { Session } from "../surroundings.ts";
import { coverSuites } from "./cover-suites.ts";
import { findSuites } from "./find-suites.ts";
import { keyPressed } from "./key-pressed.ts";
import { SuiteReporter } from "./report-suites.ts";
import { runFile, type FileRun } from "./run-file.ts";
import { suiteExitCode } from "./suite-exit-code.ts";
import type { SuiteOptions } from "./suite-options.ts";
import { SuiteWatch } from "./suite-watch.ts";

const CLEAR = "\u001B[2J\u001B[3J\u001B[H";

/**
 * Runs suites, and again those that a change touches: the suite itself, its model with all imports, its facts. Suites
 * that come are run, and those that go are forgotten. Ends on `q` or ctrl-c, with the exit code of the latest state.
 */
export async function watchSuites(session: Session, paths: readonly string[], options: SuiteOptions): Promise<void> {
  const watched = new WatchedSuites(session, paths, options);
  // Why before anything is run: a change while it runs is a change.
  const watch = await SuiteWatch.open(session.cwd, paths, (changed) => watched.rerun(changed));
  try {
    watched.onReads = (reads) => watch.follow(reads);
    watched.rerun(new Set());
    await keyPressed(session, ["q", "\u0003"]);
  } finally {
    await watch.close();
  }
  session.finish(watched.exitCode);
}

class WatchedSuites {
  onReads: (reads: readonly string[]) => void = () => undefined;
  readonly #session: Session;
  readonly #paths: readonly string[];
  readonly #options: SuiteOptions;
  #runs = new Map<string, FileRun>();
  exitCode = 0;

  constructor(session: Session, paths: readonly string[], options: SuiteOptions) {
    this.#session = session;
    this.#paths = paths;
    this.#options = options;
  }

  /** Runs the files that are new, or read something that changed; all are summed up. */
  rerun(changed: ReadonlySet<string>): void {
    const { stdout, stderr } = this.#session;
    const found = this.#find();
    const progress = new Progress(stderr);
    const reporter = new SuiteReporter(this.#session, this.#options);
    if (stdout.isTTY === true) stdout.write(CLEAR);
    const runs = new Map<string, FileRun>();
    for (const path of found) {
      const before = this.#runs.get(path);
      const isStale = before === undefined || before.reads.some((read) => touches(read, changed));
      const run = isStale ? runFile(this.#session, path, this.#options, progress) : before;
      progress.end();
      runs.set(path, run);
      if (isStale) reporter.file(run.report);
    }
    this.#runs = runs;
    this.#end(reporter, progress);
    this.onReads([...runs.values()].flatMap(({ reads }) => reads));
  }

  #end(reporter: SuiteReporter, progress: Progress): void {
    const runs = [...this.#runs.values()];
    const reports = runs.map(({ report }) => report);
    const suites = runs.map(({ suite }) => suite).filter((suite): suite is Suite => suite !== undefined);
    const coverage = coverSuites(suites, this.#options, progress);
    reporter.end(reports, coverage);
    this.exitCode = runs.length === 0 ? BAD_INPUT : suiteExitCode(reports, coverage, this.#options.minCoverage);
    this.#session.stderr.write("waiting for changes; q ends\n");
  }

  /** None at all is no reason to end here: the first one may be about to be written. */
  #find(): readonly string[] {
    try {
      return findSuites(this.#session, this.#paths);
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      this.#session.stderr.write(`${error.message}\n`);
      return [];
    }
  }
}

/** A folder that was read changes with the files in it. */
function touches(read: string, changed: ReadonlySet<string>): boolean {
  return changed.has(read) || [...changed].some((path) => resolve(path, "..") === read);
}
