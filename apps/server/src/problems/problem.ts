import { problemParts, toldOfFailure, type Told as ToldOf } from "@relata/middleware";
import { isFailure, type FailureCode } from "@relata/model";
import type { Log } from "../log.ts";
import { PROBLEM_STATUS, PROBLEM_TITLES, type ProblemCode, type TransportCode } from "./problem-status.ts";
import { withoutSecrets, type RefusalCode } from "@relata/keys";

export { problemParts, problemResponse } from "@relata/middleware";

/** One field of a request that is wrong. */
export interface FieldProblem {
  /** RFC 6901, within the body: `/object/id`; of the query or the path, its name. */
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemParts {
  /** That of its code, unless a refusal gives another. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldProblem[];
}

/** A request that fails by its form or for who sends it: what the transport throws, as the engine throws `Failure`. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: TransportCode | RefusalCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldProblem[];

  constructor(code: TransportCode | RefusalCode, message: string, parts: ProblemParts = {}) {
    super(message);
    const { status = PROBLEM_STATUS[code], headers = {}, errors = [] } = parts;
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

/** What is told of a request that failed, before it is said in the form of one kind of routes or the other. */
export interface Told extends ToldOf<ProblemCode> {
  readonly errors: readonly FieldProblem[];
}

/**
 * What a request that failed is told, as RFC 9457 says. An error is never `denied`: no problem has an outcome.
 *
 * Law: no message repeats a credential. A fault of the server goes to the log.
 */
export function toldOf(error: unknown, log: Log): Told {
  if (error instanceof Problem) {
    const { code, status, message: detail, headers, errors } = error;
    return readable({ code, status, title: PROBLEM_TITLES[code], detail, headers, errors });
  }
  const told = toldOfError(error);
  // Why not a deadline: whoever asks may set it, and would fill the log.
  if (told.status >= 500 && told.code !== "deadline_exceeded") log(`a request failed: ${told.code}`, error);
  return readable({ ...told, errors: [] });
}

function toldOfError(error: unknown): ToldOf<FailureCode | "internal_error"> {
  if (isFailure(error)) return toldOfFailure(error);
  const [code, title] = ["internal_error", PROBLEM_TITLES.internal_error] as const;
  return { code, status: PROBLEM_STATUS[code], title, detail: title, headers: {} };
}

function readable(told: Told): Told {
  return { ...told, detail: withoutSecrets(told.detail), errors: told.errors.map(repeatable) };
}

function repeatable({ pointer, detail }: FieldProblem): FieldProblem {
  return { pointer: pointer.split("/").map(withoutSecrets).join("/"), detail: withoutSecrets(detail) };
}

/** RFC 9457, with the fields. */
export function problemBody(told: Told): object {
  const { errors } = told;
  return errors.length === 0 ? problemParts(told) : { ...problemParts(told), errors };
}
