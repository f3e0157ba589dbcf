import { isFailure } from "@relata/core";
import { CommanderError } from "commander";
import { BAD_INPUT, EXIT_CODE_OF_FAILURE, NOT_ANSWERED } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { paintFor } from "./paint.ts";
import { toJson } from "./to-json.ts";

/** An error as the caller is told of it. */
interface Told {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly exitCode: number;
}

/**
 * Says on standard error what went wrong, and answers the exit code. A caller who wants JSON gets the error on standard
 * output too, so that what it parses is there. With `RELATA_DEBUG=1`, the stack follows.
 */
export function reportError(surroundings: Surroundings, error: unknown, json: boolean): number {
  const { exitCode, ...told } = tell(error);
  const { stdout, stderr, env } = surroundings;
  const paint = paintFor(stderr, surroundings);
  if (json) stdout.write(toJson({ error: told }));
  // Why: the lines of a message that has several begin with their own places.
  const gap = isFailure(error) && told.message.includes("\n") ? "\n" : " ";
  stderr.write(`${paint.red("error")} ${told.code}:${gap}${printable(told.message)}\n`);
  if (env["RELATA_DEBUG"] === "1") stderr.write(`${printable(stackOf(error))}\n`);
  return exitCode;
}

/** An error that is none of these is a mistake of the program: it says least, because it was written for nobody. */
function tell(error: unknown): Told {
  if (isFailure(error)) {
    const { code, message, details } = error;
    return { code, message, exitCode: EXIT_CODE_OF_FAILURE[code], ...(details !== undefined && { details }) };
  }
  if (error instanceof CommanderError) {
    return { code: "usage", message: error.message.replace(/^error: /, ""), exitCode: BAD_INPUT };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", message: `${message}; RELATA_DEBUG=1 shows where`, exitCode: NOT_ANSWERED };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Why: a message repeats what files and arguments hold, and control characters could forge what a terminal shows. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t\u00AD]/gu, "\u{FFFD}");
}
