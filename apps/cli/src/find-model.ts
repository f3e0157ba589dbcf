import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, basename, join, resolve } from "node:path";
import { Failure } from "@relata/core";
import { gitPlace, isGitPath, type GitSource } from "./git-model.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where a model stands: some files in one folder, which imports may not leave. */
export interface ModelPlace {
  /** Absolute. */
  readonly folder: string;
  /** The folder as it was given, for messages; empty for the working folder. */
  readonly shownFolder: string;
  /** The names of the files in the folder, sorted. */
  readonly names: readonly string[];
  /** Of a model in a commit: where it is read from. Its folder is relative. */
  readonly git?: GitSource;
}

const EXTENSION = ".relata";

/**
 * Finds the model: the file or folder of `--model`, else of `RELATA_MODEL`, else the one `*.relata` file of the working
 * folder, else its folder `authz`; `git:REF:PATH` is one in a commit. Of a folder, all `*.relata` files that stand in it; folders below are for imports.
 *
 * @throws Failure `model_unreadable`, which says what was looked for
 */
export function findModel({ cwd, env }: Surroundings, given: string | undefined): ModelPlace {
  const path = given ?? (env["RELATA_MODEL"] === "" ? undefined : env["RELATA_MODEL"]);
  if (path === undefined) return usualPlace(cwd);
  if (isGitPath(path)) return gitPlace({ cwd, env }, path);
  const absolute = resolve(cwd, path);
  if (path === "" || !existsSync(absolute)) {
    const where = given === undefined ? " (from RELATA_MODEL)" : "";
    throw new Failure("model_unreadable", `there is no model file or folder \`${path}\`${where}`);
  }
  return statSync(absolute).isDirectory() ? wholeFolder(absolute, path) : fileAlone(cwd, path);
}

/** The place of one file, whether it is there or not. */
export function fileAlone(cwd: string, path: string): ModelPlace {
  return { folder: dirname(resolve(cwd, path)), shownFolder: dirname(path), names: [basename(path)] };
}

/** Two files are a question, not a model: whether they belong together, only their owner knows. */
function usualPlace(cwd: string): ModelPlace {
  const names = modelFiles(cwd);
  if (names.length === 1) return { folder: cwd, shownFolder: "", names };
  const authz = join(cwd, "authz");
  if (names.length === 0 && existsSync(authz) && statSync(authz).isDirectory()) return wholeFolder(authz, "authz");
  const found = names.length === 0 ? "none, and no folder `authz`" : names.map((name) => `\`${name}\``).join(", ");
  throw new Failure(
    "model_unreadable",
    `which model? looked for one \`*${EXTENSION}\` file in \`${cwd}\`, and found ${found}: give --model PATH, or set RELATA_MODEL`,
  );
}

function wholeFolder(folder: string, shownFolder: string): ModelPlace {
  const names = modelFiles(folder);
  if (names.length > 0) return { folder, shownFolder, names };
  throw new Failure("model_unreadable", `the folder \`${shownFolder}\` holds no \`*${EXTENSION}\` file`);
}

function modelFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith(EXTENSION));
  return files.map(({ name }) => name).sort();
}
