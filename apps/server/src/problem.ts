import { isFailure } from "@relata/model";
import type { Log } from "./log.ts";
import { PROBLEM_STATUS, PROBLEM_TITLES, type ProblemCode, type TransportCode } from "./problem-status.ts";

/** A request that fails by its form: what the transport throws, as the engine throws `Failure`. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: TransportCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: TransportCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/**
 * The answer to a request that failed, as RFC 9457 says. An error is never `denied`: no problem has an outcome.
 *
 * Law: whoever asks reads the message of what is theirs to mend. Of a fault of the server they read no more than the
 * meaning of its code, since the message may name files; the error itself goes to the log.
 */
export function problemResponse(error: unknown, log: Log): Response {
  if (error instanceof Problem) return respond(error.code, error.message, error.headers);
  const code = isFailure(error) ? error.code : "internal_error";
  if (PROBLEM_STATUS[code] < 500 && isFailure(error)) return respond(code, error.message);
  log(`a request failed: ${code}`, error);
  return respond(code, PROBLEM_TITLES[code]);
}

function respond(code: ProblemCode, detail: string, headers: Readonly<Record<string, string>> = {}): Response {
  const status = PROBLEM_STATUS[code];
  const body = { type: `urn:relata:problem:${code}`, title: PROBLEM_TITLES[code], status, detail, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
