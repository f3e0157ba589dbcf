import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Settled, Story } from "../case.ts";
import { readGolden, type Golden } from "./golden.ts";
import { spicedbStories } from "./spicedb-stories.ts";

/**
 * Validation files from disk, by their paths, with the answers in the golden file: these name the files that they are about without
 * folders. A schema that a file names is read from the file's own folder.
 */
export function readSpicedb(
  paths: readonly string[],
  golden: string | undefined,
): { readonly stories: readonly Story[]; readonly settled: readonly Settled[] } {
  const answers: ReadonlyMap<string, Golden> =
    golden === undefined ? new Map() : readGolden(readFileSync(golden, "utf8"));
  const read = paths.map((path) => {
    const folder = dirname(path);
    const load = (named: string): string | undefined => {
      const file = join(folder, named);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    };
    const name = basename(path);
    return spicedbStories({ name, text: readFileSync(path, "utf8"), load, golden: answers.get(name) });
  });
  return { stories: read.flatMap(({ stories }) => stories), settled: read.flatMap(({ settled }) => settled) };
}
