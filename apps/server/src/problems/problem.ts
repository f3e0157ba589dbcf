import { isFailure } from "@relata/model";
import type { Log } from "../log.ts";
import { PROBLEM_STATUS, PROBLEM_TITLES, type ProblemCode, type TransportCode } from "./problem-status.ts";
import { withoutSecrets, type RefusalCode } from "@relata/keys";

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
export interface Told {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldProblem[];
}

/**
 * What a request that failed is told, as RFC 9457 says. An error is never `denied`: no problem has an outcome.
 *
 * Law: whoever asks reads the message of what is theirs to mend, without any credential that it repeats. Of a fault of the
 * server they read no more than the meaning of its code, since the message may name files; the error itself goes to the log.
 */
export function toldOf(error: unknown, log: Log): Told {
  if (error instanceof Problem) {
    const { code, status, message, headers, errors } = error;
    return {
      code,
      status,
      title: PROBLEM_TITLES[code],
      detail: withoutSecrets(message),
      headers,
      errors: errors.map(repeatable),
    };
  }
  const code: ProblemCode = isFailure(error) ? error.code : "internal_error";
  const told = { code, status: PROBLEM_STATUS[code], title: PROBLEM_TITLES[code], headers: {}, errors: [] };
  // Why a deadline too: whoever asks may set it, and would fill the log.
  const isTheirs = told.status < 500 || code === "deadline_exceeded";
  if (isTheirs && isFailure(error)) return { ...told, detail: withoutSecrets(error.message) };
  log(`a request failed: ${code}`, error);
  return { ...told, detail: told.title };
}

function repeatable({ pointer, detail }: FieldProblem): FieldProblem {
  return { pointer: pointer.split("/").map(withoutSecrets).join("/"), detail: withoutSecrets(detail) };
}

/** RFC 9457. */
export function problemBody(told: Told): object {
  const { errors } = told;
  return errors.length === 0 ? problemParts(told) : { ...problemParts(told), errors };
}

/** The same without its fields. */
export function problemParts({ code, status, title, detail }: Told) {
  return { type: `urn:relata:problem:${code}`, title, status, detail, code };
}

/** The answer to a request that failed. */
export function problemResponse({ status, headers }: Told, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
