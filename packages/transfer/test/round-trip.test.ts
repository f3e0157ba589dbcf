import { TRANSFER_FORMATS, type TransferRecord } from "@relata/transfer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributes, cut, cuts, outcomeOf, printed, tuples } from "./situation.ts";

const RUNS = 400;
const anyLines = expect.any(Array) as readonly number[];

/** What one file may hold: in CSV one kind, elsewhere both. */
const files = fc.oneof(tuples, attributes);
/** A file without records does not tell its kind. */
const someRecords = files.filter((records) => records.length > 0);
const mixed = fc.tuple(tuples, attributes).map(([some, others]): readonly TransferRecord[] => [...some, ...others]);

describe.each(TRANSFER_FORMATS)("in %s", (format) => {
  test("parse of print is the same records, wherever the text is cut", async () => {
    await fc.assert(
      fc.asyncProperty(format === "csv" ? files : mixed, cuts, async (records, places) => {
        const text = await printed(records, format);
        expect(await outcomeOf(cut(text, places), format)).toEqual({ records, lines: anyLines });
      }),
      { numRuns: RUNS },
    );
  });

  test("parse of print is the same records where every character is a chunk of its own", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (records) => {
        const text = await printed(records, format);
        expect(await outcomeOf(text.split(""), format)).toEqual({ records, lines: anyLines });
      }),
      { numRuns: RUNS / 8 },
    );
  });

  test("print of parse is the same text, so that an export does not change when it is imported", async () => {
    await fc.assert(
      fc.asyncProperty(someRecords, async (records) => {
        const text = await printed(records, format);
        const { records: read } = await outcomeOf([text], format);
        expect(await printed(read, format)).toBe(text);
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

test("the three formats carry the same", async () => {
  await fc.assert(
    fc.asyncProperty(files, async (records) => {
      const outcomes = await Promise.all(
        TRANSFER_FORMATS.map(async (format) => outcomeOf([await printed(records, format)], format)),
      );
      for (const outcome of outcomes) expect(outcome.records).toEqual(outcomes[0]?.records);
    }),
    { numRuns: RUNS / 4 },
  );
});
