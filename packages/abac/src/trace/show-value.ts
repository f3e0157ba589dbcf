import type { Json } from "@relata/model";
import { formatParsed } from "../values/format-parsed.ts";
import { Parsed } from "../values/parsed.ts";
import { Unknown } from "../values/unknown.ts";
import { isList, type Result } from "../values/value.ts";

const LONGEST_TEXT = 200;
const MOST_ENTRIES = 20;
const DEEPEST = 4;

/**
 * The value as JSON, for people: parsed values as text, an unknown element as what it misses, and `"…"` for what is cut
 * off where text is long, or a container is large or deep.
 */
export function showValue(value: Result, depth = 0): Json {
  if (value instanceof Unknown) return { unknown: value.reasons().missing };
  if (typeof value === "string") return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Parsed) return formatParsed(value);
  if (depth === DEEPEST) return "…";
  if (isList(value)) {
    const shown = value.slice(0, MOST_ENTRIES).map((item) => showValue(item, depth + 1));
    return value.length > MOST_ENTRIES ? [...shown, "…"] : shown;
  }
  const entries = Object.entries(value);
  const shown = entries.slice(0, MOST_ENTRIES).map(([key, item]) => [key, showValue(item, depth + 1)] as const);
  return Object.fromEntries(entries.length > MOST_ENTRIES ? [...shown, ["…", "…"] as const] : shown);
}
