import { join, resolve } from "node:path";
import { Failure, type Model } from "@relata/core";
import { compile, formatDiagnostic, type Compilation, type Diagnostic, type SourceFile } from "@relata/language";
import { findModel, type ModelPlace } from "./find-model.ts";
import { readGitFile, type GitSource } from "./git-model.ts";
import { readModelBytes } from "./read-model-bytes.ts";
import { decodeText } from "./read-text.ts";
import type { Surroundings } from "./surroundings.ts";

/** A model as it was read, with or without errors. */
export interface ReadModel {
  readonly place: ModelPlace;
  readonly compilation: Compilation;
}

export interface HowToRead {
  readonly edited?: EditedFile;
  /** Whether to warn of what is legal and suspicious too. */
  readonly lint?: boolean;
}

/** A file whose text is not that on the disk, as in an editor. */
export interface EditedFile {
  readonly absolutePath: string;
  readonly text: string;
}

/**
 * Reads the model files of a place, with their imports, and the text of an edited file instead of what the disk has
 * there. What is wrong inside them is in the diagnostics.
 *
 * @throws Failure `model_unreadable` where a file is missing, not text or too large
 */
export function readModelAt(place: ModelPlace, { edited, lint = false }: HowToRead = {}): ReadModel {
  const isEdited = (path: string) => edited?.absolutePath === resolve(place.folder, path);
  const textOf = (path: string) => (edited !== undefined && isEdited(path) ? edited.text : readModelText(place, path));
  const files = place.names.map((path): SourceFile => ({ path, text: textOf(path) }));
  const load = (path: string) => readImported(() => textOf(path));
  return { place, compilation: compile(files, { load, lint }) };
}

/**
 * The model to answer from.
 *
 * @throws Failure as `findModel` and `readModelAt`, and `invalid_model` with every error, and its caret, in the message
 */
export function loadModel(surroundings: Surroundings, given: string | undefined): Model {
  return loadModelWithText(surroundings, given).model;
}

/** The same with its text, where the model is one file, so that its text alone is the model. */
export function loadModelWithText(
  surroundings: Surroundings,
  given: string | undefined,
): { readonly model: Model; readonly text?: string } {
  const { place, compilation } = readModelAt(findModel(surroundings, given));
  const { model, files } = compilation;
  if (model === undefined) throw invalidModel(place, compilation);
  const [file, ...others] = files;
  return file === undefined || others.length > 0 ? { model } : { model, text: file.text };
}

/**
 * A diagnostic with its caret, under the path that the file has for the caller: the compiler knows files relative to the
 * folder of the model, and a person clicks on a path relative to where they are.
 */
function renderDiagnostic({ place, compilation }: ReadModel, diagnostic: Diagnostic): string {
  const text = compilation.files.find(({ path }) => path === diagnostic.span.path)?.text ?? "";
  return formatDiagnostic(shownDiagnostic(place, diagnostic), text);
}

/** The path that a file of the model has for the caller. */
export function shownFile(place: ModelPlace, path: string): string {
  return join(place.shownFolder, path);
}

/** The diagnostic with that path, as data. */
export function shownDiagnostic(place: ModelPlace, diagnostic: Diagnostic): Diagnostic {
  const path = shownFile(place, diagnostic.span.path);
  return { ...diagnostic, span: { ...diagnostic.span, path } };
}

function invalidModel(place: ModelPlace, compilation: Compilation): Failure {
  const errors = compilation.diagnostics.filter(({ severity }) => severity === "error");
  const rendered = errors.map((error) => renderDiagnostic({ place, compilation }, error));
  const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
  return new Failure("invalid_model", `${rendered.join("\n\n")}\n\nthe model has ${count}`, {
    details: { diagnostics: errors.map((error) => shownDiagnostic(place, error)) },
  });
}

/** Of an import that leads nowhere the compiler knows better what to say: it knows who imports it. */
function readImported(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure && isMissing(error.cause)) return undefined;
    throw error;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

/** @throws Failure `model_unreadable` */
function readModelText({ folder, shownFolder, git }: ModelPlace, path: string): string {
  const shown = join(shownFolder, path);
  const bytes =
    git === undefined ? readModelBytes(join(folder, path), shown) : readCommitted(git, join(folder, path), shown);
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  throw new Failure("model_unreadable", `\`${shown}\` is not a model file: ${decoded.problem}; save it as UTF-8 text`);
}

function readCommitted(git: GitSource, path: string, shown: string): Uint8Array {
  const bytes = readGitFile(git, path);
  if (bytes !== undefined) return bytes;
  const cause = Object.assign(new Error("git has no such file"), { code: "ENOENT" });
  throw new Failure("model_unreadable", `\`${shown}\` is not there`, { cause });
}
