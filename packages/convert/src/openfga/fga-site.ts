import type { LoadFile, SourceFile } from "@relata/language";

import { folderOf, pathInside } from "../path-inside.ts";
import type { Refusals } from "../refusal.ts";
import type { Embedded } from "../relocate.ts";
import { readSourced, type Sourced } from "../sourced/sourced.ts";

/** What the reading of one conversion shares. */
export interface FgaSite {
  readonly load: LoadFile | undefined;
  /** The folder that named files may not leave: empty, or ending in `/`. */
  readonly root: string;
  readonly refusals: Refusals;
  readonly embedded: Embedded;
}

/** The file that a value names, relative to the file in which the value stands. Refused where there is none, or where it leaves the root. */
export function namedFile(value: Sourced, from: SourceFile, site: FgaSite): SourceFile | undefined {
  const named = value.text();
  if (named === undefined) return undefined;
  const root = from.path.startsWith(site.root) ? site.root : folderOf(from.path);
  const path = pathInside(root, from.path, named);
  const text = path === undefined ? undefined : site.load?.(path);
  if (path !== undefined && text !== undefined) return { path, text };
  const message = path === undefined ? `\`${named}\` lies outside of the folder` : `there is no file \`${path}\``;
  const hint = "the path is relative to the file that names it";
  site.refusals.refuse("source_missing", value.origin, message, hint);
  return undefined;
}

export function readFile(source: SourceFile, site: FgaSite): Sourced | undefined {
  return readSourced(source, site.refusals);
}
