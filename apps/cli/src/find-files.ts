import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import type { Surroundings } from "./surroundings.ts";
import { usageError } from "./usage-error.ts";

/** Nobody's own files stand there. */
const IGNORED = ["**/node_modules/**", "**/.git/**"];

/** Which files are looked for. */
export interface Wanted {
  /** How their names look: `*.relata`. */
  readonly names: string;
  /** What is said where there are none: `no tests found`. */
  readonly nothing: string;
}

/**
 * The files that the paths name, sorted, each once, relative to the working folder: a file is itself, a folder stands for
 * all wanted files in it and below it, and anything else is a glob. Without paths, those of the working folder.
 *
 * @throws CommanderError where a path names none: a run over nothing is no success
 */
export function findFiles(surroundings: Surroundings, paths: readonly string[], wanted: Wanted): readonly string[] {
  const all = (paths.length === 0 ? ["."] : paths).flatMap((path) => named(surroundings, path, wanted));
  return [...new Set(all)].sort();
}

function named({ cwd }: Surroundings, path: string, { names, nothing }: Wanted): readonly string[] {
  const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stat?.isFile() === true) return [shown(cwd, resolve(cwd, path))];
  const isFolder = stat?.isDirectory() === true;
  if (!isFolder && !isDynamicPattern(path)) throw usageError(`there is no file or folder \`${path}\``);
  const found = isFolder
    ? globSync(`**/${names}`, { cwd: resolve(cwd, path), absolute: true, ignore: IGNORED, expandDirectories: false })
    : globSync(path, { cwd, absolute: true, ignore: IGNORED, expandDirectories: false });
  if (found.length === 0) {
    throw usageError(`${nothing}: \`${path}\` ${isFolder ? "holds" : "matches"} no \`${names}\` file`);
  }
  return found.map((file) => shown(cwd, file));
}

/** The path from the working folder, with `/` on every system. */
function shown(cwd: string, file: string): string {
  return relative(cwd, file).split(sep).join("/");
}
