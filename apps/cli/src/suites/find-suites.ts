import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import type { Surroundings } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

const SUITES = "**/*.relata.yaml";

/** Nobody's own suites stand there. */
const IGNORED = ["**/node_modules/**", "**/.git/**"];

/**
 * The suites that the paths name, sorted, each once, relative to the working folder: a file is itself, a folder stands for
 * all suites in it and below it, and anything else is a glob. Without paths, those of the working folder.
 *
 * @throws CommanderError where a path names none: a run that tests nothing is no success
 */
export function findSuites(surroundings: Surroundings, paths: readonly string[]): readonly string[] {
  const all = (paths.length === 0 ? ["."] : paths).flatMap((path) => named(surroundings, path));
  return [...new Set(all)].sort();
}

function named({ cwd }: Surroundings, path: string): readonly string[] {
  const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stat?.isFile() === true) return [shown(cwd, resolve(cwd, path))];
  const isFolder = stat?.isDirectory() === true;
  if (!isFolder && !isDynamicPattern(path)) throw usageError(`there is no file or folder \`${path}\``);
  const found = isFolder
    ? globSync(SUITES, { cwd: resolve(cwd, path), absolute: true, ignore: IGNORED, expandDirectories: false })
    : globSync(path, { cwd, absolute: true, ignore: IGNORED, expandDirectories: false });
  if (found.length === 0) {
    throw usageError(`no tests found: \`${path}\` ${isFolder ? "holds" : "matches"} no \`*.relata.yaml\` file`);
  }
  return found.map((file) => shown(cwd, file));
}

/** The path from the working folder, with `/` on every system. */
function shown(cwd: string, file: string): string {
  return relative(cwd, file).split(sep).join("/");
}
