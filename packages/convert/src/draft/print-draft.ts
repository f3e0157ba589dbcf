import { compile, format, type Diagnostic, type SourceFile } from "@relata/language";
import type { Model } from "@relata/model";

import type { Origin } from "../origin.ts";
import { spanOf } from "../origin.ts";
import type { Note, Refusal } from "../refusal.ts";
import type { DraftFile } from "./draft.ts";
import type { WrittenDraft } from "./draft-text.ts";
import { writeDraft } from "./write-draft.ts";

export interface PrintedDraft {
  /** The files as `relata fmt` lays them out, and what they mean; there exactly when nothing is refused. */
  readonly printed?: { readonly files: readonly SourceFile[]; readonly model: Model };
  /** What the compiler says of the model, at the places of the source that it comes from. */
  readonly refusals: readonly Refusal[];
  /** Its warnings. */
  readonly notes: readonly Note[];
}

/**
 * Prints drafts, and compiles what it prints: what the language refuses is told of the source. `whole` is where to point for what
 * comes from no part of it. Law: the model is what the files compile to. Never throws.
 */
export function printDrafts(drafts: readonly DraftFile[], whole: Origin): PrintedDraft {
  const written = drafts.map(writeDraft);
  // Why before formatting: only this text is known part by part; and formatting changes no model.
  const { model, diagnostics } = compile(written.map(({ source }) => source));
  const told = diagnostics.map((diagnostic) => ({ diagnostic, span: spanOf(originOf(diagnostic, written) ?? whole) }));
  const notes = told.filter(isWarning).map(({ diagnostic, span }) => ({ message: diagnostic.message, span }));
  const refusals = told
    .filter((each) => !isWarning(each))
    .map(({ diagnostic: { code, message, hint }, span }) => ({ code, message, hint, span }));
  if (model === undefined) return { refusals, notes };
  return { printed: { files: written.map(({ source }) => formatted(source)), model }, refusals, notes };
}

function isWarning({ diagnostic }: { readonly diagnostic: Diagnostic }): boolean {
  return diagnostic.severity === "warning";
}

function originOf({ span }: Diagnostic, written: readonly WrittenDraft[]): Origin | undefined {
  return written.find(({ source }) => source.path === span.path)?.originOf(span.start, span.end);
}

function formatted(source: SourceFile): SourceFile {
  const result = format(source);
  if ("text" in result) return { path: source.path, text: result.text };
  // Why a fault: what compiles has a grammar that holds, so it can be laid out.
  throw new RangeError(`what was written as ${source.path} compiles, and cannot be laid out`);
}
