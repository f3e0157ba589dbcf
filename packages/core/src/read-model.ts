import {
  compile,
  formatDiagnostic,
  type CompileOptions,
  type Declaration,
  type Diagnostic,
  type SourceFile,
} from "@relata/language";
import { Failure, type Model } from "@relata/model";
import { checkPolicies } from "./check-policies.ts";

/** A model read from text, and what is doubtful about it. */
export interface ReadModel {
  readonly model: Model;
  readonly warnings: readonly Diagnostic[];
  /** Where its names are declared. Worked out when it is called. */
  readonly declarations: () => readonly Declaration[];
}

/**
 * Reads model files into a model whose policies can be evaluated.
 *
 * @throws Failure `invalid_model` with every error rendered in the message, and as data in `details.diagnostics`
 */
export function readModel(source: string | readonly SourceFile[], options: CompileOptions = {}): ReadModel {
  const sources = typeof source === "string" ? [{ path: "model.relata", text: source }] : source;
  const { model, diagnostics, declarations, files } = compile(sources, options);
  if (model === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const rendered = errors.map((diagnostic) => formatDiagnostic(diagnostic, textOf(files, diagnostic)));
    throw new Failure("invalid_model", rendered.join("\n\n"), { details: { diagnostics } });
  }
  checkPolicies(model);
  return { model, warnings: diagnostics, declarations };
}

function textOf(files: readonly SourceFile[], { span }: Diagnostic): string {
  return files.find(({ path }) => path === span.path)?.text ?? "";
}
