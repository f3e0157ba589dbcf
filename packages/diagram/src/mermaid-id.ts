/** What Mermaid looks for anywhere in a line, and spoils the line's text where it finds it. */
const WORDS = /^(style|classDef)$/u;

/**
 * The identifier of a thing in a flowchart. It comes from the name alone, so that a new type changes no other line, and
 * holds only letters, digits and `_`: no word of Mermaid's own (`end`, `default`), and nothing that it reads as an arrow.
 *
 * Law: different names, different identifiers. `_` is doubled, and any other character is its number between two `_`.
 */
export function mermaidId(prefix: string, name: string): string {
  return `${prefix}_${name.replaceAll(/style|classDef|[^A-Za-z0-9]/gu, encode)}`;
}

function encode(found: string): string {
  if (found === "_") return "__";
  const code = (found.codePointAt(0) ?? 0).toString(16);
  return `_${code}_${WORDS.test(found) ? found.slice(1) : ""}`;
}
