import type { SourceFile } from "@relata/language";
import { RowReader } from "@relata/transfer";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";

/** Characters of one row. */
const MAX_ROW = 1_048_576;

/** A row of a CSV file: its fields by the names in the first row, and the line on which it begins. */
export interface CsvRow {
  readonly fields: ReadonlyMap<string, string>;
  readonly origin: Origin;
}

/** The rows below the first, which has the names. Cost: linear. Refusals: `source_format`. */
export function csvRows(source: SourceFile, refusals: Refusals): readonly CsvRow[] {
  const starts = [0];
  for (let end = source.text.indexOf("\n"); end !== -1; end = source.text.indexOf("\n", end + 1)) starts.push(end + 1);
  const originOf = (line: number): Origin => {
    const start = starts[line - 1] ?? 0;
    const end = source.text.indexOf("\n", start);
    return { source, start, end: end === -1 ? source.text.length : end };
  };
  const malformed = (line: number, problem: string): void =>
    refusals.refuse(
      "source_format",
      originOf(line),
      problem,
      "write it as CSV, with the names of columns in its first row",
    );
  let names: readonly string[] | undefined;
  const rows = new RowReader<CsvRow>({
    read: (fields, line) => {
      if (names !== undefined) {
        return { fields: new Map(names.map((name, i) => [name, fields[i] ?? ""])), origin: originOf(line) };
      }
      names = fields.map((field) => field.trim());
      return undefined;
    },
    maxLength: MAX_ROW,
    onTooLong: (line) => malformed(line, `this row has more than ${MAX_ROW} characters`),
    onMalformed: malformed,
  });
  return [...rows.push(source.text), ...rows.end()];
}
