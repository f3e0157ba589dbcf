import { Failure, isFailure } from "@relata/core";
import {
  convertPolicies,
  type ConvertedPolicies,
  format,
  MAX_FILE_BYTES,
  type Diagnostic,
  type KeptBody,
  type PolicyForm,
  type SourceFile,
} from "@relata/language";
import { decodeText } from "./read-text.ts";

/** What became of one file. */
export type FormattedFile = {
  /** As the caller would write it. */
  readonly path: string;
  /** The text that was read; the empty text where none could be. */
  readonly source: string;
} & (
  | {
      readonly status: "formatted" | "unchanged";
      readonly text: string;
      /** Policies that could not be given the form that was asked for. */
      readonly kept: readonly KeptBody[];
    }
  | { readonly status: "failed"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly status: "unreadable"; readonly message: string }
);

/**
 * One model file in the one layout, its policies in one form where one is asked for. Nothing is written. A file that cannot
 * be read or does not parse says so, so that others can still be formatted.
 *
 * @param read answers the bytes of the file; a byte order mark and `\r\n` count as changes
 */
export function formatModelFile(path: string, read: () => Uint8Array, policies: PolicyForm | undefined): FormattedFile {
  try {
    const bytes = read();
    const source = textOf(bytes, path);
    const formatted = formattedText({ path, text: source }, policies);
    if ("diagnostics" in formatted) {
      return { path, source, status: "failed", diagnostics: formatted.diagnostics };
    }
    const { text, kept } = formatted;
    const after = Buffer.from(text);
    if (after.length > MAX_FILE_BYTES) throw tooLarge(path);
    return { path, source, status: after.equals(bytes) ? "unchanged" : "formatted", text, kept };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { path, source: "", status: "unreadable", message: error.message };
  }
}

function formattedText(source: SourceFile, policies: PolicyForm | undefined): ConvertedPolicies {
  if (policies !== undefined) return convertPolicies(source, policies);
  const formatted = format(source);
  return "text" in formatted ? { ...formatted, kept: [] } : formatted;
}

function textOf(bytes: Uint8Array, path: string): string {
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  throw new Failure("model_unreadable", `\`${path}\` is not a model file: ${decoded.problem}; save it as UTF-8 text`);
}

/** Why refused: a model of which a file is too large cannot be read. */
function tooLarge(path: string): Failure {
  const most = MAX_FILE_BYTES.toLocaleString("en");
  return new Failure(
    "model_unreadable",
    `\`${path}\` would have more than ${most} bytes when it is formatted: part the model with \`import\``,
  );
}
