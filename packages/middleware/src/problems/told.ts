import { FAILURES, type Failure, type FailureCode } from "@relata/model";
import { FAILURE_STATUS } from "./failure-status.ts";

/** What is told of a request that is not answered as it was asked. */
export interface Told<Code extends string = string> {
  readonly code: Code;
  readonly status: number;
  /** What the code means: the same in every answer. */
  readonly title: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What is told of a failure of the engine. An error is never a denial: no status of it is 403, but of what was forbidden.
 *
 * Law: whoever asks reads the message of what is theirs to mend. Of a fault of the server they read no more than the meaning of its
 * code, since the message may name files.
 */
export function toldOfFailure({ code, message }: Failure): Told<FailureCode> {
  const [status, title] = [FAILURE_STATUS[code], FAILURES[code]];
  // Why a deadline too: whoever asks may set it.
  const isTheirs = status < 500 || code === "deadline_exceeded";
  return { code, status, title, detail: isTheirs ? message : title, headers: {} };
}

/** RFC 9457. */
export function problemParts<Code extends string>({ code, status, title, detail }: Told<Code>) {
  return { type: `urn:relata:problem:${code}` as const, title, status, detail, code };
}

/** Nobody keeps such an answer: it hangs on who is calling. */
export function problemHeaders({ headers }: Told): Readonly<Record<string, string>> {
  return { "content-type": "application/problem+json", "cache-control": "no-store", ...headers };
}

/** The answer, for whatever speaks `Response`. */
export function problemResponse(told: Told, body: object = problemParts(told)): Response {
  return new Response(JSON.stringify(body), { status: told.status, headers: problemHeaders(told) });
}
