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
import { systemReason, usageError } from "../usage-error.ts";

/**
 * Writes a file as a whole: what was there stays until all of the new text is on the disk, and stays if that fails. The
 * new file is written beside it under a name of its own, and then takes its place.
 *
 * @throws CommanderError where the path cannot be written to
 */
export function writeWholeFile(path: string, shown: string, chunks: Iterable<string>): void {
  try {
    replace(existsSync(path) ? realpathSync(path) : path, chunks);
  } catch (error) {
    throw usageError(`${shown} cannot be written: ${systemReason(error)}`);
  }
}

function replace(path: string, chunks: Iterable<string>): void {
  if (existsSync(path) && !statSync(path).isFile()) throw new Error("it is not a file");
  const beside = `${path}.${randomBytes(6).toString("hex")}.partial`;
  const file = openSync(beside, "wx");
  try {
    // Why: who may read the file stays as it was.
    if (existsSync(path)) fchmodSync(file, statSync(path).mode);
    for (const chunk of chunks) writeSync(file, chunk);
    fsyncSync(file);
    renameSync(beside, path);
  } catch (error) {
    unlinkSync(beside);
    throw error;
  } finally {
    closeSync(file);
  }
}
