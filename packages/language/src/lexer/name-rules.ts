import { utf8Length } from "@relata/model";

/** Bytes of UTF-8 in a name, or in one part of a namespaced name. */
const MAX_NAME_BYTES = 254;

/** Bare names are what every language can write, so that types and fields can be generated from them. */
const BARE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** What references and tuples are parted by, and what cannot be seen. */
const FORBIDDEN = /[\s\p{White_Space}\p{Cc}\p{Cs}:#@*`]/u;

/** The names with a meaning of their own. Anything may have them as its name in backticks. */
export const KEYWORDS = [
  "attribute",
  "context",
  "import",
  "json",
  "model",
  "nil",
  "permission",
  "policy",
  "relation",
  "required",
  "self",
  "this",
  "trusted",
  "tuple",
  "type",
  "when",
  "with",
] as const;

export type Keyword = (typeof KEYWORDS)[number];

const reserved: ReadonlySet<string> = new Set(KEYWORDS);

/** Whether the text has a meaning of its own where it stands bare. */
export function isKeyword(text: string): text is Keyword {
  return reserved.has(text);
}

/** What is wrong with the name, as the end of a sentence; undefined when it is a good one in backticks. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "a name may not be empty";
  const found = FORBIDDEN.exec(name);
  if (found !== null) return `a name may not hold ${describeCharacter(found[0])}`;
  const sizeBytes = utf8Length(name);
  return sizeBytes > MAX_NAME_BYTES ? `it has ${sizeBytes} bytes, and ${MAX_NAME_BYTES} are the most` : undefined;
}

/** Whether the name can stand without backticks. */
export function isBareName(name: string): boolean {
  return BARE.test(name) && !isKeyword(name);
}

/** The name as a model file writes it: in backticks where it needs them. A namespaced name part by part. */
export function writeName(name: string): string {
  return name
    .split(":")
    .map((part) => (isBareName(part) ? part : `\`${part}\``))
    .join(":");
}

/** The character itself where it can be seen, and its number otherwise. */
export function describeCharacter(character: string): string {
  if (!/[\s\p{White_Space}\p{C}`]/u.test(character)) return `\`${character}\``;
  if (character === "`") return "a backtick";
  if (character === " ") return "a space";
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
