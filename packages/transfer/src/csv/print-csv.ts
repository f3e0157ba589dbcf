import { canonicalJson, formatInstant, type JsonObject, type ObjectRef, type Tuple } from "@relata/model";
import type { RecordKind, TransferRecord } from "../transfer-record.ts";
import { ATTRIBUTE_COLUMNS, TUPLE_COLUMNS } from "./columns.ts";

/** The first row of a file of that kind, with all its columns. */
export function printHeader(kind: RecordKind): string {
  const { required, optional } = kind === "tuple" ? TUPLE_COLUMNS : ATTRIBUTE_COLUMNS;
  return row([...required, ...optional]);
}

/** The row of a tuple, or the rows of an object's attributes, with their ends. */
export function printCsv(record: TransferRecord): string {
  return record.kind === "tuple" ? tupleRow(record.tuple) : attributeRows(record.object, record.values);
}

function tupleRow({ object, relation, subject, policy, from, until }: Tuple): string {
  const { name = "", parameters = {} } = policy ?? {};
  return row([
    object.type,
    object.id,
    relation,
    subject.type,
    subject.id,
    subject.relation ?? "",
    name,
    Object.keys(parameters).length === 0 ? "" : canonicalJson(parameters),
    from === undefined ? "" : formatInstant(from),
    until === undefined ? "" : formatInstant(until),
  ]);
}

function attributeRows({ type, id }: ObjectRef, values: JsonObject): string {
  let rows = "";
  for (const name of Object.keys(values).toSorted()) rows += row([type, id, name, canonicalJson(values[name] ?? null)]);
  return rows;
}

/** RFC 4180. Why nothing stands before a `=`: an id is read back as it is, or it is another id. */
function row(fields: readonly string[]): string {
  return `${fields.map(quoted).join(",")}\r\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
