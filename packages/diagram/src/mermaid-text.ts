/** What Mermaid, or the HTML or Markdown that it makes of a label, may read as more than a character. */
const SPECIAL = /["<>&;`$%*\\~[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu;

/** What has a meaning to Mermaid in the middle of a label too: `fa:fa-car` is a picture of a car. */
const WORDS = /style|classDef|:fa-/gu;

const NAMED: Readonly<Record<string, string>> = { '"': "quot", "<": "lt", ">": "gt", "&": "amp" };

/**
 * Text as it stands between quotes in a flowchart: Mermaid writes characters by number, `#59;`, or by their name in HTML.
 *
 * Law: Mermaid shows the text that was given, character by character.
 */
export function mermaidText(text: string): string {
  return text.replaceAll(SPECIAL, entity).replaceAll(WORDS, (word) => `${entity(word.slice(0, 1))}${word.slice(1)}`);
}

function entity(character: string): string {
  // Why the tag, which shows nothing: two dollars beside each other begin a formula, written by number or not.
  const apart = character === "$" ? "<wbr>" : "";
  return `#${NAMED[character] ?? character.codePointAt(0) ?? 0};${apart}`;
}
