import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowReader } from "../src/csv/row-reader.ts";
import { attributes, cut, cuts, printed, tuples } from "./situation.ts";

interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly string[];
}

function rowsOf(chunks: readonly string[]): Rows {
  const problems: string[] = [];
  const reader = new RowReader({
    read: (fields) => fields,
    maxLength: 1_000_000,
    onTooLong: () => problems.push("too long"),
    onMalformed: (_, problem) => problems.push(problem),
  });
  const rows = [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
  return { rows, problems };
}

/** What csv-parse reads, without the rows that hold nothing; undefined where it refuses. */
function expected(text: string): readonly (readonly string[])[] | undefined {
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, record_delimiter: ["\r\n", "\n"] });
    return rows.filter((fields) => fields.some((field) => field !== ""));
  } catch {
    return undefined;
  }
}

/** Without lone carriage returns, which csv-parse takes for text. */
const texts = fc
  .array(fc.constantFrom("a", "b c", ",", ",", '"', '""', '"x"', '"\r\n', "\n", "\r\n", "🦊", " "), { maxLength: 16 })
  .map((parts) => parts.join(""));

describe("csv-parse", () => {
  test("reads the same rows wherever neither finds a mistake, and finds one wherever we do", () => {
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(texts, cuts, (text, places) => {
        const { rows, problems } = rowsOf(cut(text, places));
        const theirs = expected(text);
        seen[theirs === undefined ? "refused" : "read"]++;
        expect(problems.length > 0).toBe(theirs === undefined);
        expect(theirs === undefined ? undefined : rows).toEqual(theirs);
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(500);
  });

  test("reads what is printed, field by field", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(tuples, attributes), async (records) => {
        const text = await printed(records, "csv");
        expect(rowsOf([text]).rows).toEqual(parse(text, { relax_column_count: false }));
      }),
      { numRuns: 300 },
    );
  });
});
