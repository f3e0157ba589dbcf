import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { isFailure } from "@relata/core";
import { systemReason, usageError } from "../usage-error.ts";

/**
 * Writes a file as a whole: what was there stays until all of the new text is on the disk, and stays if that fails. The
 * new file is written beside it under a name of its own, and then takes its place.
 *
 * @throws CommanderError where the path cannot be written to
 */
export function writeWholeFile(path: string, shown: string, chunks: Iterable<string>): void {
  try {
    const file = new Replacement(path);
    try {
      for (const chunk of chunks) file.write(chunk);
      file.keep();
    } finally {
      file.end();
    }
  } catch (error) {
    throw unwritable(shown, error);
  }
}

/**
 * The same of text that is still on its way.
 *
 * @throws CommanderError where the path cannot be written to; Failure as the text has
 */
export async function streamWholeFile(path: string, shown: string, chunks: AsyncIterable<string>): Promise<void> {
  try {
    const file = new Replacement(path);
    try {
      for await (const chunk of chunks) file.write(chunk);
      file.keep();
    } finally {
      file.end();
    }
  } catch (error) {
    throw isFailure(error) ? error : unwritable(shown, error);
  }
}

function unwritable(shown: string, error: unknown) {
  return usageError(`${shown} cannot be written: ${systemReason(error)}`);
}

/** A file that is to take the place of another. */
class Replacement {
  readonly #path: string;
  readonly #beside: string;
  readonly #file: number;
  #isKept = false;

  constructor(given: string) {
    this.#path = existsSync(given) ? realpathSync(given) : given;
    if (existsSync(this.#path) && !statSync(this.#path).isFile()) throw new Error("it is not a file");
    this.#beside = `${this.#path}.${randomBytes(6).toString("hex")}.partial`;
    this.#file = openSync(this.#beside, "wx");
    // Why: who may read the file stays as it was.
    if (existsSync(this.#path)) fchmodSync(this.#file, statSync(this.#path).mode);
  }

  write(chunk: string): void {
    writeSync(this.#file, chunk);
  }

  keep(): void {
    fsyncSync(this.#file);
    renameSync(this.#beside, this.#path);
    this.#isKept = true;
  }

  /** What was not kept is gone. */
  end(): void {
    closeSync(this.#file);
    if (!this.#isKept) unlinkSync(this.#beside);
  }
}
