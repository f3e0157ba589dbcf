import { isJsonObject, type Json } from "@relata/model";

import { printString } from "./print-string.ts";
import { WIDTH } from "./width.ts";

/**
 * JSON with spaces, keys in canonical order, on one line where it fits between `column` and `after`, else one item a
 * line: `{ "==": [{ "var": "resource.status" }, "paid"] }`. Equal values have equal texts.
 */
export function printJson(value: Json, column: number, indent = "", after = ""): string {
  const line = inline(value);
  if (column + line.length + after.length <= WIDTH || typeof value !== "object" || value === null) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value) ? value.map((item: Json) => ["", item] as const) : entriesOf(value);
  if (parts.length === 0) return line;
  const items = parts.map(([label, item], i) => {
    return label + printJson(item, deeper.length + label.length, deeper, i + 1 < parts.length ? "," : "");
  });
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => deeper + item).join(",\n")}\n${indent}${close}`;
}

/** The whole value on one line. */
function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "string") return printString(value);
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = entriesOf(value).map(([label, item]) => label + inline(item));
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** The values with their keys as labels: `"key": `. */
function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => [`${printString(key)}: `, value[key] as Json] as const);
}
