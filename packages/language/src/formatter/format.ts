import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import { lex } from "../lexer/lex.ts";
import { readFile } from "../sources/read-file.ts";
import { joinLines } from "./join-lines.ts";
import { layOutFile } from "./lay-out-file.ts";
import { TokenWalk } from "./token-walk.ts";
import { writeEntries } from "./write-entries.ts";

/** The text of a file in the one layout, or what keeps it from being read. */
export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Lays one model file out as docs/reference/formatting.md says. Only its grammar has to hold: names need not resolve, and
 * imports are not followed. A file with mistakes of grammar is left alone. Never throws, on any text.
 *
 * Laws: formatting what is formatted changes nothing; the model stays equal; tokens stay, but for the spelling of strings
 * and backticks that are not needed; comments stay, in their order. Cost: linear in the text.
 */
export function format(source: SourceFile): Formatted {
  const reporter = new Reporter();
  readFile(source, reporter);
  if (reporter.hasErrors) return { diagnostics: reporter.finish() };
  const walk = new TokenWalk(source.text, lex(source, new Reporter()));
  return { text: joinLines(writeEntries(layOutFile(walk), 0)) };
}
