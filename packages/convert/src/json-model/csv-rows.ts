/** A row of a CSV file: its fields by the names in the first row, and where it begins. */
export interface CsvRow {
  readonly fields: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of a CSV file (RFC 4180) below its first, which has the names. A quote in quotes is doubled; lines end with LF or CR LF; empty
 * ones are passed over. Cost: linear.
 */
export function csvRows(text: string): readonly CsvRow[] {
  const records = [...recordsOf(text.startsWith("\u{FEFF}") ? ` ${text.slice(1)}` : text)];
  const names = (records[0]?.fields ?? []).map((name) => name.trim());
  return records.slice(1).map(({ fields, start, end }) => {
    return { fields: new Map(names.map((name, i) => [name, fields[i] ?? ""])), start, end };
  });
}

interface CsvRecord {
  readonly fields: readonly string[];
  readonly start: number;
  readonly end: number;
}

function* recordsOf(text: string): Generator<CsvRecord> {
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let start = 0;
  while (field.lastIndex < text.length || fields.length > 0) {
    const at = field.lastIndex;
    const match = field.exec(text);
    // Why: after a closing quote something else may stand; the rest of its line is taken as it is.
    if (match === null) {
      field.lastIndex = text.indexOf("\n", at) + 1 || text.length;
      yield { fields: [...fields, text.slice(at, field.lastIndex).trim()], start, end: field.lastIndex };
      fields = [];
      start = field.lastIndex;
      continue;
    }
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") {
      if (field.lastIndex === text.length) fields.push("");
      if (field.lastIndex < text.length) continue;
    }
    if (fields.length > 1 || fields[0] !== "")
      yield { fields, start, end: at + match[0].length - (match[3]?.length ?? 0) };
    fields = [];
    start = field.lastIndex;
    if (field.lastIndex >= text.length) return;
  }
}
