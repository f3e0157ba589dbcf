import { writeDoc } from "./write-doc.ts";
import { writeKey } from "./write-key.ts";

/** A property of a type that is being written: its key, its type, and what is said of it. */
export interface Member {
  readonly name: string;
  /** Lines behind the first one are indented already. */
  readonly type: string;
  readonly doc?: string | undefined;
  readonly isOptional?: boolean;
}

/** An object type with a member a line; `{}` without any. The indent is that of the line that it begins on. */
export function writeMembers(members: readonly Member[], indent: string): string {
  if (members.length === 0) return "{}";
  const deeper = `${indent}  `;
  const lines = members.map(
    ({ name, type, doc, isOptional }) =>
      `${writeDoc(doc, deeper)}${deeper}${writeKey(name)}${isOptional === true ? "?" : ""}: ${type};\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}

/** A union of texts; `never` of none. */
export function writeUnion(texts: readonly string[]): string {
  return texts.length === 0 ? "never" : texts.map((text) => JSON.stringify(text)).join(" | ");
}
