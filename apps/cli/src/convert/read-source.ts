import type { LoadFile, SourceFile } from "@relata/language";
import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Surroundings } from "../surroundings.ts";
import { systemReason, usageError } from "../usage-error.ts";

/**
 * A file to convert, under the path by which messages name it: with `/` between its parts on every system.
 *
 * @throws CommanderError where it cannot be read
 */
export function readSource({ cwd }: Pick<Surroundings, "cwd">, path: string): SourceFile {
  const full = resolve(cwd, path);
  try {
    return { path: shown(path), text: readFileSync(full, "utf8").replace(/^\uFEFF/, "") };
  } catch (error) {
    throw usageError(`\`${path}\` cannot be read: ${systemReason(error)}`);
  }
}

/** Finds what the files name. The converter keeps to the folder of the file that was given. */
export function loaderIn(surroundings: Pick<Surroundings, "cwd">): LoadFile {
  return (path) => {
    try {
      return readSource(surroundings, path).text;
    } catch {
      return undefined;
    }
  };
}

function shown(path: string): string {
  return path.split(sep).join("/").replace(/^\.\//, "");
}

/** The path of a file in a folder, as a person at the terminal would write it. */
export function pathBelow(cwd: string, folder: string, path: string): string {
  return relative(cwd, resolve(cwd, folder, path))
    .split(sep)
    .join("/");
}
