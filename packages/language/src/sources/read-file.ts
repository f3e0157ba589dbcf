import { utf8Length } from "@relata/model";

import type { Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import { parseFile } from "../parser/parse-file.ts";
import type { FileSyntax } from "../parser/syntax.ts";

/** Bytes of UTF-8 that one file may have. */
export const MAX_FILE_BYTES = 1_048_576;

/**
 * Parses one file, and nothing that it imports. Why refuse a NUL character at once: the file is an image or UTF-16, and
 * would be a thousand odd characters. Errors: `file_too_large`, `not_text`, and those of the parser.
 */
export function readFile(source: SourceFile, reporter: Reporter): FileSyntax {
  const { text } = source;
  const nothing: FileSyntax = { imports: [], types: [], context: [], policies: [], ignores: [] };
  if (text.length > MAX_FILE_BYTES || utf8Length(text) > MAX_FILE_BYTES) {
    const message = `the file has more than ${MAX_FILE_BYTES} bytes of text, which are the most`;
    reporter.report("file_too_large", { source, start: 0, end: 0 }, message, "part the model with `import`");
    return nothing;
  }
  const nul = text.indexOf("\0");
  if (nul === -1) return parseFile(source, reporter);
  const message = "the file is not text: it holds a NUL character here";
  reporter.report("not_text", { source, start: nul, end: nul + 1 }, message, "save it as UTF-8");
  return nothing;
}
