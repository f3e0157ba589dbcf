import { closest } from "@relata/model";

import type { Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import { lex } from "../lexer/lex.ts";
import { KEYWORDS } from "../lexer/name-rules.ts";
import { Cursor } from "./cursor.ts";
import { parseIgnores } from "./parse-ignores.ts";
import { parsePolicy } from "./parse-policy.ts";
import { parseField, parseType } from "./parse-type.ts";
import type { FileSyntax } from "./syntax.ts";

/** The one version of the language there is. */
const VERSION = "1";

/**
 * Reads one file: the header, then declarations in any order.
 *
 * ```text
 * file        = "model" "1" { declaration }
 * declaration = type | policy | context | import
 * context     = "context" name ":" valuetype
 * import      = "import" string
 * ```
 *
 * Line breaks have no meaning: every declaration begins with a keyword, which is also where reading goes on after a
 * mistake. What could not be read is reported and left out; nothing is thrown. Cost: linear in the text.
 */
export function parseFile(source: SourceFile, reporter: Reporter): FileSyntax {
  const { tokens, comments } = lex(source, reporter);
  const ignores = [...parseIgnores(source, comments, tokens)];
  const file: FileSyntax = { imports: [], types: [], context: [], policies: [], ignores };
  const cursor = new Cursor(source, tokens, reporter);
  cursor.attempt(() => parseHeader(cursor), false);
  while (cursor.token.kind !== "end") cursor.attempt(() => parseDeclaration(cursor, file), false);
  return file;
}

/**
 * `model 1`, first of all. A file without it is read all the same, since most that lack it are models; a later version
 * too, though what it adds will be reported. Errors: `missing_header`, `unsupported_version`.
 */
function parseHeader(cursor: Cursor): void {
  const { token } = cursor;
  const place = cursor.placeOf(token);
  if (!cursor.accept("model")) {
    const message = `the file begins with ${cursor.found()}, not with \`model ${VERSION}\``;
    cursor.reporter.report("missing_header", place, message, `write \`model ${VERSION}\` in its first line`);
    return;
  }
  const version = cursor.token;
  if (version.kind !== "number") cursor.unexpected("the version of the language", `write \`model ${VERSION}\``);
  cursor.take();
  if (version.text === VERSION) return;
  const message = `version \`${version.text}\` of the language is not known`;
  cursor.reporter.report("unsupported_version", cursor.placeOf(version), message, `write \`model ${VERSION}\``);
}

/** One declaration by its keyword. Errors: `unexpected_token`, with a guess at the keyword, and `misplaced_header`. */
function parseDeclaration(cursor: Cursor, file: FileSyntax): void {
  const { token } = cursor;
  if (cursor.is("type")) return parseType(cursor, file);
  if (cursor.is("policy")) return parsePolicy(cursor, file);
  if (cursor.is("context")) return parseContext(cursor, file);
  if (cursor.is("import")) return parseImport(cursor, file);
  if (cursor.is("model")) {
    const message = "`model` stands once, at the start of the file";
    cursor.fail("misplaced_header", cursor.placeOf(token), message, "remove it here");
  }
  if (cursor.startsMember()) {
    cursor.unexpected("a declaration", `\`${token.text}\` belongs in the \`{ … }\` of a type`);
  }
  const keyword = token.kind === "name" ? closest(token.text, KEYWORDS) : undefined;
  const hint =
    keyword === undefined ? "every declaration begins with one of these keywords" : `did you mean \`${keyword}\`?`;
  cursor.unexpected("`type`, `policy`, `context` or `import`", hint);
}

/** `context name: type`. */
function parseContext(cursor: Cursor, file: FileSyntax): void {
  const { doc } = cursor.take();
  parseField(cursor, "the name of a context entry", doc, false, file.context);
}

/** `import "./billing.relata"`. Where it leads is for the reader of files to say, which knows the root. */
function parseImport(cursor: Cursor, file: FileSyntax): void {
  cursor.take();
  const { token } = cursor;
  if (token.kind !== "string") cursor.unexpected("the path of a file", 'write `import "./billing.relata"`');
  cursor.take();
  file.imports.push({ path: token.text, place: cursor.placeOf(token) });
}
