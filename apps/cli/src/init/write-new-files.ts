import { lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWholeFile } from "../output/write-whole-file.ts";
import { systemReason, usageError } from "../usage-error.ts";
import type { TemplateFile } from "./templates.ts";

/**
 * Writes all of the files into a folder, which is made if it is not there; or none of them, where one of them is there
 * already and `isForced` is not set. What is written over is replaced as a whole.
 *
 * @throws CommanderError that lists the files that are there, or says what cannot be written
 */
export function writeNewFiles(folder: string, files: readonly TemplateFile[], isForced: boolean): void {
  const present = files.filter(({ path }) => isThere(join(folder, path), path));
  if (present.length > 0 && !isForced) {
    const names = present.map(({ path }) => `  ${path}`).join("\n");
    throw usageError(`nothing is written, because these are there already; --force replaces them:\n${names}`);
  }
  for (const { path, text } of files) {
    const target = join(folder, path);
    if (isThere(target, path)) writeWholeFile(target, path, [text]);
    else writeNew(target, path, text);
  }
}

/** A link that leads nowhere is there too. What cannot be replaced by a file is told before any is written. */
function isThere(path: string, shown: string): boolean {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw new Error("it is a folder");
    return found !== undefined;
  } catch (error) {
    throw usageError(`${shown} cannot be written: ${systemReason(error)}`);
  }
}

function writeNew(path: string, shown: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Why `wx`: what has come to be there since it was looked at is not written over either.
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    throw usageError(`${shown} cannot be written: ${systemReason(error)}`);
  }
}
