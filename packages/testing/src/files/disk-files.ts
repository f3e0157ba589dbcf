import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "@relata/core";
import type { SuiteFiles } from "./suite-files.ts";

const EXTENSION = ".relata";

/** The files of the disk, by paths that are absolute or relative to the folder. */
export function diskFiles(cwd: string): SuiteFiles {
  return { read: (path) => readText(cwd, path), folder: (path) => modelsIn(cwd, path) };
}

/** Nothing is repaired: a character that is silently replaced could be part of an id. */
function readText(cwd: string, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(resolve(cwd, path)));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function modelsIn(cwd: string, path: string): readonly string[] | undefined {
  try {
    if (!statSync(resolve(cwd, path)).isDirectory()) return undefined;
    const names = readdirSync(resolve(cwd, path)).filter((name) => name.endsWith(EXTENSION));
    if (names.length > 0) return names.sort().map((name) => join(path, name));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new Failure("model_unreadable", `the folder \`${path}\` holds no \`*${EXTENSION}\` file`);
}

function unreadable(path: string, cause: unknown): Failure {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const known: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
  };
  const reason = known[String(code)] ?? (cause instanceof Error ? cause.message : String(cause));
  return new Failure("model_unreadable", `\`${path}\` cannot be read: ${reason}`, { cause });
}
