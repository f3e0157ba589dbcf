import { resolve } from "node:path";
import {
  coverageText,
  jsonReport,
  junitReport,
  sayPercent,
  TextReport,
  type Coverage,
  type SuiteReport,
} from "@relata/testing";
import { colourFor, paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import { writeWholeFile } from "../output/write-whole-file.ts";
import type { Session } from "../surroundings.ts";
import type { SuiteOptions } from "./suite-options.ts";

/**
 * Tells of files as they are run, and of all of them in the end. A report for machines stands alone on standard output,
 * or in the file of `--out`, and then the text is told as well.
 */
export class SuiteReporter {
  readonly #session: Session;
  readonly #options: SuiteOptions;
  readonly #text: TextReport;

  constructor(session: Session, options: SuiteOptions) {
    this.#session = session;
    this.#options = options;
    this.#text = new TextReport(this.#colour);
  }

  file(report: SuiteReport): void {
    if (this.#tellsText) this.#session.stdout.write(this.#text.file(report));
  }

  /** @throws CommanderError where the file of `--out` cannot be written */
  end(reports: readonly SuiteReport[], coverage: Coverage | undefined): void {
    const { cwd, stdout } = this.#session;
    const { reporter, out } = this.#options;
    if (this.#tellsText) stdout.write(this.#summary(reports, coverage));
    if (out !== undefined) writeWholeFile(resolve(cwd, out), out, [rendered(reporter, reports, coverage)]);
    else if (!this.#tellsText) stdout.write(rendered(reporter, reports, coverage));
  }

  /** Says that too little is decided. */
  tooLow(coverage: Coverage): void {
    const { stderr } = this.#session;
    const asked = `${this.#options.minCoverage} %`;
    stderr.write(`coverage ${sayPercent(coverage)} is below the ${asked} that --min-coverage asks for\n`);
  }

  #summary(reports: readonly SuiteReport[], coverage: Coverage | undefined): string {
    const covered = coverage === undefined ? "" : coverageText(coverage, this.#colour);
    return `${covered}${this.#text.summary(reports)}`;
  }

  get #tellsText(): boolean {
    return this.#options.reporter === "text" || this.#options.out !== undefined;
  }

  get #colour() {
    return colourFor(paintFor(this.#session.stdout, this.#session));
  }
}

function rendered(
  reporter: SuiteOptions["reporter"],
  reports: readonly SuiteReport[],
  coverage: Coverage | undefined,
): string {
  switch (reporter) {
    case "json":
      return toJson(jsonReport(reports, coverage));
    case "junit":
      return junitReport(reports);
    case "text": {
      const text = new TextReport();
      const files = reports.map((report) => text.file(report)).join("");
      return `${files}${coverage === undefined ? "" : coverageText(coverage)}${text.summary(reports)}`;
    }
  }
}
