import { isJsonObject, type Json } from "@relata/model";

/** Columns of a line, as in the files of this project. */
const WIDTH = 120;

/**
 * JSON with spaces, keys in canonical order, on one line where it fits behind `column`, else one item a line:
 * `{ "==": [{ "var": "resource.status" }, "paid"] }`. Equal values have equal texts.
 */
export function printJson(value: Json, column: number, indent = ""): string {
  const line = inline(value);
  if (line.length + column <= WIDTH || typeof value !== "object" || value === null) return line;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item: Json) => printJson(item, deeper.length, deeper))
    : entriesOf(value).map(([key, item]) => {
        const label = `${JSON.stringify(key)}: `;
        return label + printJson(item, deeper.length + label.length, deeper);
      });
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => deeper + item).join(",\n")}\n${indent}${close}`;
}

/** The whole value on one line. */
function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => [key, value[key] as Json] as const);
}
