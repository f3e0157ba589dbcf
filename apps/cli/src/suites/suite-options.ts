import { usageError } from "../usage-error.ts";

/** What `relata test` was told, once it has been looked at. */
export interface SuiteOptions {
  /** Text that the names of the tests hold, in any case. */
  readonly filter: string;
  readonly bail: boolean;
  readonly reporter: Reporter;
  /** The file that the report is written to; then standard output has the text. */
  readonly out?: string;
  readonly coverage: boolean;
  /** Whether only policies are tested, by themselves: `relata policy test`. */
  readonly policiesOnly: boolean;
  /** Percent. */
  readonly minCoverage: number;
}

export const REPORTERS = ["text", "json", "junit"] as const;

export type Reporter = (typeof REPORTERS)[number];

/** The options as commander leaves them. */
export interface GivenOptions {
  readonly filter?: string;
  readonly bail?: true;
  readonly reporter: Reporter;
  readonly json?: true;
  readonly out?: string;
  readonly coverage?: true;
  readonly minCoverage?: string;
}

/** @throws CommanderError where a percentage is none */
export function suiteOptions(given: GivenOptions, policiesOnly = false): SuiteOptions {
  const { filter = "", bail, reporter, json, out, coverage, minCoverage } = given;
  return {
    filter: filter.toLowerCase(),
    bail: bail === true,
    reporter: json === true ? "json" : reporter,
    ...(out !== undefined && { out }),
    policiesOnly,
    coverage: coverage === true || minCoverage !== undefined,
    minCoverage: minCoverage === undefined ? 0 : percent(minCoverage),
  };
}

function percent(text: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number <= 100) return number;
  throw usageError(`--min-coverage is not a percentage from 0 to 100: \`${text}\``);
}
