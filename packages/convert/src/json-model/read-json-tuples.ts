import type { SourceFile } from "@relata/language";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { csvRows } from "./csv-rows.ts";
import { readJson, type JsonNode } from "./json-node.ts";

/** A row of the table of tuples, as it stands there. */
export interface TupleRow {
  readonly entityType: string;
  readonly entityId: string;
  readonly relation: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly subjectRelation?: string;
  /** A script, and where it stands. */
  readonly condition?: Script;
  readonly origin: Origin;
}

export interface Script {
  readonly text: string;
  readonly origin: Origin;
  readonly within: (start: number, end: number) => Origin;
}

const COLUMNS = ["entityType", "entityId", "relation", "subjectType", "subjectId"] as const;
const OPTIONAL = ["subjectRelation", "condition"] as const;

type Column = (typeof COLUMNS)[number] | (typeof OPTIONAL)[number];

/**
 * The rows of a file of tuples: a JSON list of objects, or CSV with names in its first row. Names are those of the columns
 * (`entity_type`) or those in code (`entityType`); other columns, such as `id` and `created_at`, are passed over.
 *
 * Refusals: `source_syntax`, `source_format`.
 */
export function readJsonTuples(source: SourceFile, refusals: Refusals): readonly TupleRow[] {
  if (!/^\s*[[{]/.test(source.text)) return readCsv(source, refusals);
  const root = readJson(source, refusals);
  const list = root?.isObject === true ? root.get("tuples") : root;
  return list?.items("a file of tuples").flatMap((node) => rowOf(node, refusals) ?? []) ?? [];
}

function readCsv(source: SourceFile, refusals: Refusals): readonly TupleRow[] {
  return csvRows(source, refusals).flatMap(({ fields, origin }) => {
    const text = (column: Column): string | undefined => {
      const found = fields.get(column) ?? fields.get(snakeCase(column));
      return found === undefined || found === "" ? undefined : found;
    };
    return checked(text, { origin, within: () => origin }, refusals) ?? [];
  });
}

function rowOf(node: JsonNode, refusals: Refusals): TupleRow | undefined {
  const part = (column: Column): JsonNode | undefined => node.get(column) ?? node.get(snakeCase(column));
  const text = (column: Column): string | undefined => part(column)?.text(`\`${column}\``);
  const condition = part("condition");
  const place = condition ?? node;
  return checked(
    text,
    { origin: node.origin, within: (start, end) => place.within(start, end) },
    refusals,
    condition?.origin,
  );
}

function checked(
  text: (column: Column) => string | undefined,
  { origin, within }: { readonly origin: Origin; readonly within: Script["within"] },
  refusals: Refusals,
  scriptOrigin: Origin = origin,
): TupleRow | undefined {
  const missing = COLUMNS.find((column) => text(column) === undefined);
  if (missing !== undefined) {
    refusals.refuse("source_format", origin, `this tuple has no \`${snakeCase(missing)}\``, "give it a value");
    return undefined;
  }
  const subjectRelation = text("subjectRelation");
  const condition = text("condition");
  const said = (column: Column): string => text(column) ?? "";
  return {
    entityType: said("entityType"),
    entityId: said("entityId"),
    relation: said("relation"),
    subjectType: said("subjectType"),
    subjectId: said("subjectId"),
    ...(subjectRelation !== undefined && { subjectRelation }),
    ...(condition !== undefined &&
      condition.trim() !== "" && { condition: { text: condition, origin: scriptOrigin, within } }),
    origin,
  };
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
