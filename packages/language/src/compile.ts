import type { Model } from "@relata/model";

import { checkScope } from "./check/check-scope.ts";
import { buildModel } from "./compiler/build-model.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Reporter } from "./diagnostics/reporter.ts";
import type { SourceFile } from "./diagnostics/source-file.ts";
import { lintScope } from "./lint/lint-scope.ts";
import { declarationsOf, type Declaration } from "./resolve/declarations.ts";
import { declare } from "./resolve/declare.ts";
import { readFiles, type LoadFile } from "./sources/read-files.ts";

export interface CompileOptions {
  /** Finds what `import` names, by its path. Without it, a file can import only those that are given. */
  readonly load?: LoadFile;
  /** The folder that imports may not leave. Unless given, the deepest that holds all the files. */
  readonly root?: string;
  /**
   * Whether to warn also of what is legal and suspicious: the codes of `LINTS`. Only of a model without errors. Off
   * unless asked for, since whoever loads a model to answer from it wants no advice.
   */
  readonly lint?: boolean;
}

export interface Compilation {
  /** There exactly when no diagnostic is an error. */
  readonly model?: Model;
  /** Everything that is wrong or doubtful, by path and offset: a hundred at the most, and then one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the model's names are declared. Worked out when it is called; nothing of a model with errors. */
  readonly declarations: () => readonly Declaration[];
  /** Every file that was read, with imports: what `formatDiagnostic` needs the text of. */
  readonly files: readonly SourceFile[];
}

/**
 * Reads model files, and all that they import, into one model. Never throws on any text: what is wrong is in the
 * diagnostics, all of it at once. Laws: the model does not depend on the order of files and declarations; warnings, and
 * what silences them, never change it.
 *
 * ```ts
 * const { model, diagnostics } = compile([{ path: "authz.relata", text }], { load: (path) => texts.get(path) });
 * ```
 */
export function compile(files: readonly SourceFile[], options: CompileOptions = {}): Compilation {
  const reporter = new Reporter();
  const read = readFiles(files, options.load, options.root, reporter);
  for (const { ignores } of read.syntax) for (const ignore of ignores) reporter.ignore(ignore);
  const scope = declare(read.syntax, reporter);
  const checked = checkScope(scope, reporter);
  if (options.lint === true && !reporter.hasErrors) {
    lintScope(checked, reporter);
    reporter.judgeIgnores();
  }
  const diagnostics = reporter.finish();
  if (reporter.hasErrors) return { diagnostics, declarations: () => [], files: read.files };
  const declarations = () => declarationsOf(scope, (place) => reporter.spanOf(place));
  return { model: buildModel(scope), diagnostics, declarations, files: read.files };
}

/** Reads one text that imports nothing. */
export function compileText(text: string, path = "model.relata", options: CompileOptions = {}): Compilation {
  return compile([{ path, text }], options);
}
