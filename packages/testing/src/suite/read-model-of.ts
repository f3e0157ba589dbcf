import { posix } from "node:path";
import { readModel, type ReadModel } from "@relata/core";
import type { SourceFile } from "@relata/language";
import { isFailure } from "@relata/model";
import type { SuiteFiles } from "../files/suite-files.ts";
import type { YamlValue } from "../yaml/yaml-value.ts";

/** Where a suite stands, and how it reaches the files that it names. */
export interface SuiteSource extends SourceFile {
  readonly files: SuiteFiles;
}

/**
 * The model of a suite: text of several lines is the model itself, and one line is the path of a file or a folder,
 * relative to the suite. What is wrong inside is one problem, with every diagnostic and its caret.
 */
export function readModelOf(source: SuiteSource, value: YamlValue): ReadModel | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  return value.attempt(() => {
    if (isInline(text)) return readModel([{ path: source.path, text: value.blockInPlace() ?? text }]);
    const { files } = source;
    const path = pathFrom(source, text);
    const paths = files.folder(path) ?? [path];
    const sources = paths.map((path) => ({ path, text: files.read(path) }));
    return readModel(sources, { load: (path) => loaded(files, path) });
  });
}

/** Whether the text is what a suite would otherwise name by a path. */
export function isInline(text: string): boolean {
  return text.includes("\n");
}

/** A path as the suite writes it, as the caller of the suite would. */
export function pathFrom({ path }: SourceFile, named: string): string {
  return posix.isAbsolute(named) ? posix.normalize(named) : posix.join(posix.dirname(path), named);
}

/** Of an import that leads nowhere the compiler knows better what to say: it knows who imports it. */
function loaded(files: SuiteFiles, path: string): string | undefined {
  try {
    return files.read(path);
  } catch (error) {
    if (isFailure(error, "model_unreadable") && isMissing(error.cause)) return undefined;
    throw error;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
