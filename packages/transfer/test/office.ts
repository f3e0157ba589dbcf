import { compileText } from "@relata/language";
import { formatTuple, indexModel } from "@relata/model";
import {
  parseRecords,
  type ParsedRecord,
  type ParseOptions,
  type RecordProblem,
  type TransferFormat,
} from "@relata/transfer";
import { all } from "./situation.ts";

const { model } = compileText(`model 1
type user
type group { relation member: user | group#member }
type folder {
  attribute closed: boolean
  attribute label: string
  attribute size: number
  relation viewer: user | user:* | group#member | user with same_region
  permission view = viewer
}
policy same_region(tuple region: string) = region == "eu"
`);
if (model === undefined) throw new Error("the model has errors");

/** A model as people write them, for examples that people read. */
export const OFFICE = indexModel(model);

/** What a text holds, as text: each record with its line. */
export async function read(
  text: string,
  format: TransferFormat,
  options: ParseOptions = {},
): Promise<readonly string[]> {
  return (await all(parseRecords(OFFICE, [text], format, options))).map(shown);
}

/** What is wrong with a text, as text, with its place; and the records that are read all the same. */
export async function problemsOf(
  text: string,
  format: TransferFormat,
  options: ParseOptions = {},
): Promise<{ readonly problems: readonly RecordProblem[]; readonly records: readonly string[] }> {
  const problems: RecordProblem[] = [];
  const records = await read(text, format, { ...options, onProblem: (problem) => problems.push(problem) });
  return { problems, records };
}

function shown(record: ParsedRecord): string {
  if (record.kind === "tuple") return `${record.line}: ${formatTuple(record.tuple)}`;
  return `${record.line}: ${record.object.type}:${record.object.id} ${JSON.stringify(record.values)}`;
}
