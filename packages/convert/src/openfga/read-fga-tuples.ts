import type { SourceFile } from "@relata/language";
import { isJsonObject, type Json, type Tuple } from "@relata/model";
import { RowReader } from "@relata/transfer";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { readSourced, type Sourced } from "../sourced/sourced.ts";
import { convertTuple, type FgaTarget, type FgaTuple } from "./fga-tuple.ts";

/** Characters of one row. */
const MAX_ROW = 1_048_576;

/**
 * The tuples of a file, by its name: `.csv` with the columns of the `fga` tool, else YAML or JSON; a list of tuples, or an object
 * that holds one under `tuples`, `tuple_keys` or `writes`.
 */
export function readFgaTuples(source: SourceFile, target: FgaTarget, refusals: Refusals): readonly Tuple[] {
  if (source.path.endsWith(".csv")) return readCsv(source, target, refusals);
  const value = readSourced(source, refusals);
  return value === undefined ? [] : listOf(value).flatMap((each) => readTuple(each, target, refusals));
}

function listOf(value: Sourced): readonly Sourced[] {
  if (value.isList || value.isNothing) return value.list();
  const inner = value.field("tuples") ?? value.field("writes") ?? value.field("tuple_keys");
  return inner === undefined ? value.list() : listOf(inner);
}

/** `{ user, relation, object, condition: { name, context } }`, perhaps under `key`, as an export has it. */
export function readTuple(value: Sourced, target: FgaTarget, refusals: Refusals): readonly Tuple[] {
  const key = value.field("key") ?? value;
  const [user, relation, object] = (["user", "relation", "object"] as const).map((name) =>
    (key.field(name) ?? key.refuse(`a tuple lacks its \`${name}\``, "a tuple is `{ user, relation, object }`"))?.text(),
  );
  if (user === undefined || relation === undefined || object === undefined) return [];
  const condition = key.field("condition");
  const name = condition?.field("name")?.text();
  const given =
    condition === undefined || name === undefined
      ? {}
      : { condition: { name, context: condition.field("context")?.object() ?? {} } };
  return admitted({ user, relation, object, ...given }, key.origin, target, refusals);
}

function admitted(tuple: FgaTuple, origin: Origin, target: FgaTarget, refusals: Refusals): readonly Tuple[] {
  const converted = convertTuple(tuple, target);
  if (!("problem" in converted)) return [converted];
  refusals.refuse("tuple_not_admitted", origin, converted.problem, "mend the tuple, or leave it out");
  return [];
}

const COLUMNS = [
  "user_type",
  "user_id",
  "user_relation",
  "relation",
  "object_type",
  "object_id",
  "condition_name",
  "condition_context",
];

function readCsv(source: SourceFile, target: FgaTarget, refusals: Refusals): readonly Tuple[] {
  let header: readonly string[] | undefined;
  const lineAt = (line: number): Origin => {
    let start = 0;
    for (let i = 1; i < line; i++) start = source.text.indexOf("\n", start) + 1;
    const end = source.text.indexOf("\n", start);
    return { source, start, end: end === -1 ? source.text.length : end };
  };
  const malformed = (line: number, problem: string): void =>
    refusals.refuse("source_format", lineAt(line), problem, `the columns are ${COLUMNS.join(", ")}`);
  const rows = new RowReader<readonly Tuple[]>({
    read: (fields, line) => {
      if (header === undefined) {
        header = fields.map((field) => field.trim());
        const unknown = header.find((name) => !COLUMNS.includes(name));
        if (unknown !== undefined) malformed(line, `there is no column \`${unknown}\``);
        return undefined;
      }
      const row = new Map(header.map((name, i) => [name, fields[i] ?? ""]));
      const tuple = rowTuple(row);
      if (tuple !== undefined) return admitted(tuple, lineAt(line), target, refusals);
      malformed(line, "`condition_context` is no object of JSON");
      return undefined;
    },
    maxLength: MAX_ROW,
    onTooLong: (line) => malformed(line, `this row has more than ${MAX_ROW} characters`),
    onMalformed: malformed,
  });
  return [...rows.push(source.text), ...rows.end()].flat();
}

function rowTuple(row: ReadonlyMap<string, string>): FgaTuple | undefined {
  const at = (name: string): string => row.get(name) ?? "";
  const set = at("user_relation") === "" ? "" : `#${at("user_relation")}`;
  const context = at("condition_context") === "" ? {} : parsed(at("condition_context"));
  if (!isJsonObject(context)) return undefined;
  return {
    user: `${at("user_type")}:${at("user_id")}${set}`,
    relation: at("relation"),
    object: `${at("object_type")}:${at("object_id")}`,
    ...(at("condition_name") !== "" && { condition: { name: at("condition_name"), context } }),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
