import { compareText, isJsonObject, type Json, type JsonObject } from "@relata/model";
import { writeKey } from "./write-key.ts";

/** Columns of a line, as in the files of this project. */
const WIDTH = 120;

/** The keys of a model in the order in which they are read best; all others, as in policies, follow sorted. */
const FIRST_KEYS = ["version", "kind", "name", "doc", "types", "type", "relation", "trusted", "policies", "context"];

/**
 * JSON as a literal of TypeScript: on one line where it fits behind `column`, else an item a line. Equal values have
 * equal texts, whatever the order of their keys.
 */
export function writeLiteral(value: Json, column: number, indent: string): string {
  const line = inline(value);
  if (typeof value !== "object" || value === null || line.length + column <= WIDTH) return line;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item: Json) => writeLiteral(item, deeper.length + 1, deeper))
    : entriesOf(value).map(([key, item]) => `${key}: ${writeLiteral(item, deeper.length + key.length + 3, deeper)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${close}`;
}

/** The whole value on one line. */
function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${key}: ${inline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What is undefined is left out: a model made by hand may say so of what it lacks. */
function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  const object: JsonObject = isJsonObject(value) ? value : {};
  return Object.entries(object)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
    .map(([key, item]) => [literalKey(key), item] as const);
}

function rank(key: string): number {
  const index = FIRST_KEYS.indexOf(key);
  return index === -1 ? FIRST_KEYS.length : index;
}

/** Why in brackets: in a literal, bare or in quotes, it is no key but the prototype. */
function literalKey(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : writeKey(key);
}
