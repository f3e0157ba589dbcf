import { sameJson, type Json } from "@relata/model";
import type { StaticType } from "../static-type.ts";
import { formatParsed } from "../values/format-parsed.ts";
import { Parsed } from "../values/parsed.ts";
import { Unknown } from "../values/unknown.ts";
import { isList, type Record, type Result } from "../values/value.ts";

/**
 * How a text is written: as a `literal`, or `computed` by a `cat` of one part. A literal takes the type that it stands
 * beside, and is refused where that has no such value; the text that it stands for did not have to fit.
 */
export type TextForm = "literal" | "computed";

/**
 * The known value as part of a body; undefined where something in it is unknown. What was of no known type stays so,
 * since an operator may look at what is surely text, or surely a list; what stands there as its value already (`before`)
 * stays as it is.
 */
export function writeValue(value: Result, type: StaticType, form: TextForm, before: Json): Json | undefined {
  const written = write(value, form);
  if (written === undefined || !isOpen(type) || sameJson(written, before)) return written;
  return { any: [written] };
}

function isOpen(type: StaticType): boolean {
  return type.kind === "any" || ((type.kind === "list" || type.kind === "map") && isOpen(type.of));
}

function write(value: Result, form: TextForm): Json | undefined {
  if (value instanceof Unknown) return undefined;
  if (typeof value === "string") return form === "literal" ? value : { cat: [value] };
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Parsed) return { [value.kind]: [formatParsed(value)] };
  return isList(value) ? writeAll(value, form) : writeRecord(value, form);
}

function writeAll(values: readonly Result[], form: TextForm): readonly Json[] | undefined {
  const written = values.map((value) => write(value, form)).filter((part) => part !== undefined);
  return written.length === values.length ? written : undefined;
}

function writeRecord(record: Record, form: TextForm): Json | undefined {
  const values = writeAll(Object.values(record), form);
  if (values === undefined) return undefined;
  return { record: Object.keys(record).flatMap((key, i): Json[] => [key, values[i] ?? null]) };
}
