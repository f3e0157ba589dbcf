import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { readModel, type ReadModel } from "@relata/core";
import { Failure } from "@relata/model";

/**
 * Reads a model file and what it imports, from its folder and below.
 *
 * @throws Failure `model_unreadable`, `invalid_model`
 */
export function readModelFile(path: string): ReadModel {
  const text = read(path);
  if (text === undefined) throw unreadable(path, "there is no such file");
  return readModel([{ path, text }], { load: read, root: dirname(path) });
}

/** The text of the file, or undefined where there is none. */
function read(path: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EISDIR") throw unreadable(path, "it is a folder", cause);
    throw unreadable(path, cause instanceof TypeError ? "it is not text in UTF-8" : String(cause), cause);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): Failure {
  return new Failure("model_unreadable", `the model file \`${path}\` cannot be read: ${reason}`, { cause });
}
