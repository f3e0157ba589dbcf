import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Surroundings } from "../surroundings.ts";

/** How many bytes the files have; undefined where nobody knows, as of standard input. */
export function sizeOf({ cwd }: Pick<Surroundings, "cwd">, files: readonly string[]): number | undefined {
  let size = 0;
  for (const file of files) {
    const found = file === "-" ? undefined : statSync(resolve(cwd, file), { throwIfNoEntry: false });
    if (found?.isFile() !== true) return undefined;
    size += found.size;
  }
  return size === 0 ? undefined : size;
}
