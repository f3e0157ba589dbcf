import { Failure, type FailureCode } from "@relata/model";

/** What is wrong with one record. */
export interface RecordProblem {
  /** The line on which the record begins, from 1. */
  readonly line: number;
  /** In CSV, the column that is wrong, where it is one. */
  readonly column?: string;
  readonly code: FailureCode;
  /** On one line, without its place; a long record is quoted in part. */
  readonly message: string;
}

/** The most of a message that is shown: its beginning says what, its end says why. */
const HEAD = 300;
const TAIL = 200;

/** What a failure says of the record that begins on the line. */
export function problemOf({ code, message }: Failure, line: number, column?: string): RecordProblem {
  return { line, ...(column !== undefined && { column }), code, message: legible(message) };
}

/** "facts.csv:7: column `subject_id`: the id is empty"; "line 7" where the text has no name. */
export function formatProblem({ line, column, message }: RecordProblem, path?: string): string {
  const place = path === undefined ? `line ${line}` : `${path}:${line}`;
  return column === undefined ? `${place}: ${message}` : `${place}: column \`${column}\`: ${message}`;
}

/** The failure to throw for the problem. Its `details` hold line, column and path. */
export function problemFailure(problem: RecordProblem, path: string | undefined, cause: Failure): Failure {
  const { line, column, code } = problem;
  const details = { line, ...(column !== undefined && { column }), ...(path !== undefined && { path }) };
  return new Failure(code, formatProblem(problem, path), { cause, details });
}

/** Why: records quote what they like, also a mebibyte, line breaks, and what would forge the text of a terminal. */
function legible(message: string): string {
  const { length } = message;
  const cut = length <= HEAD + TAIL ? message : `${message.slice(0, HEAD)} … ${message.slice(length - TAIL)}`;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{FFFD}");
}
