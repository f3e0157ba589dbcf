import type { LoadFile, SourceFile } from "@relata/language";
import type { Refusals } from "../refusal.ts";
import { pathInside } from "../path-inside.ts";
import { parseZed } from "./reader/parse-zed.ts";
import type { ZedFile, ZedName } from "./reader/syntax.ts";

/**
 * The schema file and all that it imports, each once, in the order in which they are met, so that imports may form circles.
 * Imports stay in the folder of the file: a schema that was fetched from elsewhere reads no other files.
 *
 * Refusals: `source_missing`, and those of the parser.
 */
export function readSchema(main: SourceFile, load: LoadFile | undefined, refusals: Refusals): readonly ZedFile[] {
  const sources = new Map([[main.path, main]]);
  const folder = main.path.slice(0, main.path.lastIndexOf("/") + 1);
  const files: ZedFile[] = [];
  // Why a map as queue: walking it also visits the files that are added on the way.
  for (const source of sources.values()) {
    const file = parseZed(source, refusals);
    files.push(file);
    for (const each of file.imports) {
      const path = pathInside(folder, source.path, each.text);
      if (path !== undefined && sources.has(path)) continue;
      const imported = importedFile(each, path, load, refusals);
      if (imported !== undefined) sources.set(imported.path, imported);
    }
  }
  return files;
}

function importedFile(
  { text: named, origin }: ZedName,
  path: string | undefined,
  load: LoadFile | undefined,
  refusals: Refusals,
): SourceFile | undefined {
  if (path === undefined) {
    const hint = "an import is relative to its file, and stays in the folder of the schema";
    refusals.refuse("source_missing", origin, `${JSON.stringify(named)} leaves the folder of the schema`, hint);
    return undefined;
  }
  const text = load?.(path);
  if (text !== undefined) return { path, text };
  refusals.refuse("source_missing", origin, `there is no file \`${path}\``, "the path is relative to this file");
  return undefined;
}
