import { findFiles } from "../find-files.ts";
import type { Surroundings } from "../surroundings.ts";

/**
 * The suites that the paths name: files, folders and globs.
 *
 * @throws CommanderError where a path names none: a run that tests nothing is no success
 */
export function findSuites(surroundings: Surroundings, paths: readonly string[]): readonly string[] {
  return findFiles(surroundings, paths, { names: "*.relata.yaml", nothing: "no tests found" });
}
