import type { SourceFile } from "@relata/language";
import { lexZed } from "./lex-zed.ts";
import { parseCaveat } from "./parse-caveat.ts";
import { parseDefinition } from "./parse-definition.ts";
import type { ZedDeclaration, ZedFile, ZedName } from "./syntax.ts";
import { ZedCursor } from "./zed-cursor.ts";
import type { Refusals } from "../../refusal.ts";

/** What `use` may name: the parts of the language that a file has to ask for. */
const FEATURES: ReadonlySet<string> = new Set(["expiration", "import", "partial", "self", "typechecking"]);

/**
 * Reads one schema file.
 *
 * ```text
 * file        = { "use" feature | "import" string | definition | caveat }
 * definition  = ( "definition" | "partial" ) path "{" { member } "}"
 * caveat      = "caveat" path "(" parameter { "," parameter } ")" "{" CEL "}"
 * ```
 *
 * What could not be read is reported and left out; nothing is thrown. Cost: linear in the text.
 *
 * Refusals: `source_syntax`.
 */
export function parseZed(source: SourceFile, refusals: Refusals): ZedFile {
  const { tokens, comments } = lexZed(source, refusals);
  const cursor = new ZedCursor(source, tokens, refusals);
  const uses: ZedName[] = [];
  const imports: ZedName[] = [];
  const declarations: ZedDeclaration[] = [];
  // Why first: `self` and `expiration` are words of the language only where the file asks for them.
  const features = new Set(featuresOf(tokens.map(({ text }) => text)));
  while (cursor.token.kind !== "end") {
    cursor.attempt(() => {
      cursor.beginStatement();
      if (cursor.accept(";")) return;
      const { text } = cursor.token;
      if (text === "use") uses.push(parseUse(cursor));
      else if (text === "import") imports.push(parseImport(cursor));
      else if (text === "definition" || text === "partial") declarations.push(parseDefinition(cursor, features));
      else if (text === "caveat") declarations.push(parseCaveat(cursor));
      else
        cursor.unexpected(
          "`definition`, `caveat`, `partial`, `use` or `import`",
          "declarations begin with these words",
        );
    }, false);
  }
  return { source, uses, imports, declarations, comments };
}

function featuresOf(words: readonly string[]): readonly string[] {
  return words.filter((word, i) => words[i - 1] === "use" && FEATURES.has(word));
}

function parseUse(cursor: ZedCursor): ZedName {
  cursor.take();
  const feature = cursor.name("the name of a feature");
  if (!FEATURES.has(feature.text)) {
    const known = [...FEATURES].map((each) => `\`${each}\``).join(", ");
    cursor.report(feature.origin, `there is no feature \`${feature.text}\``, `there are ${known}`);
  }
  cursor.endStatement();
  return feature;
}

/** The path as it is written. */
function parseImport(cursor: ZedCursor): ZedName {
  cursor.take();
  const { token } = cursor;
  if (token.kind !== "string") cursor.unexpected("the path of a file", 'write it in quotes: `import "./users.zed"`');
  cursor.take();
  cursor.endStatement();
  return { text: token.text, origin: cursor.originOf(token) };
}
