import type { Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import type { FileSyntax, ImportSyntax } from "../parser/syntax.ts";
import { commonFolder, normalPath, resolveImport } from "./import-path.ts";
import { readFile } from "./read-file.ts";

/** The text of the file with that path, or undefined where there is none. */
export type LoadFile = (path: string) => string | undefined;

export interface ReadFiles {
  /** Every file that was read, the given ones first, then imports as they were met. */
  readonly files: readonly SourceFile[];
  readonly syntax: readonly FileSyntax[];
}

/**
 * Reads the files and all that they import, each once, so that imports may form circles. Imports stay in `root`, or
 * else in the deepest folder that holds all the files given: a model that was fetched from elsewhere cannot make the
 * application read its other files.
 *
 * Errors: `import_escapes`, `import_missing`, `file_too_large`, `not_text`, and those of the parser.
 */
export function readFiles(
  given: readonly SourceFile[],
  load: LoadFile | undefined,
  root: string | undefined,
  reporter: Reporter,
): ReadFiles {
  const files = new Map<string, SourceFile>();
  for (const file of given) if (!files.has(normalPath(file.path))) files.set(normalPath(file.path), file);
  const folder = root === undefined ? commonFolder([...files.keys()]) : folderOf(root);
  const syntax: FileSyntax[] = [];
  // Why a map as queue: walking it also visits the files that are added on the way.
  for (const file of files.values()) {
    const parsed = readFile(file, reporter);
    syntax.push(parsed);
    for (const each of parsed.imports) {
      const found = importedFile(each, files, folder, load, reporter);
      if (found !== undefined) files.set(found.path, found);
    }
  }
  return { files: [...files.values()], syntax };
}

/** The file that an import adds; undefined where it is known already, or refused. */
function importedFile(
  { path, place }: ImportSyntax,
  known: ReadonlyMap<string, SourceFile>,
  root: string,
  load: LoadFile | undefined,
  reporter: Reporter,
): SourceFile | undefined {
  const target = resolveImport(place.source.path, path, root);
  if (target === undefined) {
    const message = `${JSON.stringify(path)} is not a path inside the root of the model`;
    const hint = 'an import is relative to its file and stays in the root: `import "./billing.relata"`';
    reporter.report("import_escapes", place, message, hint);
    return undefined;
  }
  if (known.has(target)) return undefined;
  const text = load?.(target);
  if (text !== undefined) return { path: target, text };
  const hint =
    load === undefined ? "pass the file to the compiler along with this one" : "the path is relative to this file";
  reporter.report("import_missing", place, `there is no file \`${target}\``, hint);
  return undefined;
}

/** A folder ends in `/`, so that `models` is not taken for the root of `models-old/a.relata`. */
function folderOf(root: string): string {
  const path = normalPath(root);
  return path === "" || path.endsWith("/") ? path : `${path}/`;
}
