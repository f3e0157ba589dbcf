import { didYouMean, Failure } from "@relata/model";
import type { RecordKind } from "../transfer-record.ts";
import { ATTRIBUTE_COLUMNS, TUPLE_COLUMNS, type Places } from "./columns.ts";

/** What the rows of a file are, and where their columns stand. */
export interface Header {
  readonly kind: RecordKind;
  readonly places: Places;
}

/**
 * Reads the first row: the columns of tuples or those of attributes, in any order, each once; the optional ones may be
 * left out.
 *
 * @throws Failure `invalid_tuple` that names the column
 */
export function readHeader(fields: readonly string[]): Header {
  const kind = kindOf(fields);
  const { required, optional } = kind === "tuple" ? TUPLE_COLUMNS : ATTRIBUTE_COLUMNS;
  const known: readonly string[] = [...required, ...optional];
  const places = new Map<string, number>();
  for (const [place, name] of fields.entries()) {
    if (!known.includes(name)) throw unknown(fields, name, known);
    if (places.has(name)) throw invalid(`the column \`${name}\` stands twice`);
    places.set(name, place);
  }
  const missing = required.filter((name) => !places.has(name));
  if (missing.length > 0) throw invalid(`the columns lack ${missing.map((name) => `\`${name}\``).join(", ")}`);
  return { kind, places };
}

/** The kind whose own columns are named more. */
function kindOf(fields: readonly string[]): RecordKind {
  const named = (names: readonly string[]) => names.filter((name) => fields.includes(name)).length;
  return named(["name", "value"]) > named(["relation", "subject_type", "subject_id"]) ? "attributes" : "tuple";
}

function unknown(fields: readonly string[], name: string, known: readonly string[]): Failure {
  const [parted] = fields.length === 1 ? (/[;\t|]/.exec(name) ?? []) : [];
  if (parted !== undefined) {
    const sign = parted === "\t" ? "tabs" : `\`${parted}\``;
    return invalid(`the columns are parted by ${sign}: save the file with commas`);
  }
  const meant = didYouMean(name, known);
  return invalid(`unknown column \`${name}\`${meant} (the first row names the columns: ${known.join(", ")})`);
}

function invalid(problem: string): Failure {
  return new Failure("invalid_tuple", problem);
}
