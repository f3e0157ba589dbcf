import { Failure, type ModelIndex } from "@relata/model";
import { CsvReader } from "./csv/csv-reader.ts";
import { Intake, type ParseOptions, type RecordReader } from "./intake.ts";
import { LineReader } from "./line-reader.ts";
import { readJsonLine } from "./ndjson/read-json-line.ts";
import { readTextLine } from "./text/read-text-line.ts";
import type { TransferFormat } from "./transfer-format.ts";
import type { ParsedRecord } from "./transfer-record.ts";

/**
 * Reads records of chunks of text that are handed to it: what `parseRecords` does, for callers that cannot wait. Records
 * are read as they are taken, so a chunk is never held as records; take all of one call before the next.
 *
 * @throws Failure as `parseRecords`
 */
export class RecordParser {
  readonly #reader: RecordReader;

  constructor(index: ModelIndex, format: TransferFormat, options: ParseOptions = {}) {
    this.#reader = readerOf(format, new Intake(index, options));
  }

  push(chunk: string): Iterable<ParsedRecord> {
    if (typeof chunk === "string") return this.#reader.push(chunk);
    throw new Failure("invalid_tuple", "records are read from text: decode bytes first, as UTF-8");
  }

  /** What the end of the text completes. */
  end(): Iterable<ParsedRecord> {
    return this.#reader.end();
  }
}

function readerOf(format: TransferFormat, intake: Intake): RecordReader {
  switch (format) {
    case "text":
      return linesOf(intake, readTextLine);
    case "ndjson":
      return linesOf(intake, readJsonLine);
    case "csv":
      return new CsvReader(intake);
  }
}

type ReadLine = (index: ModelIndex, text: string, line: number) => ParsedRecord | undefined;

function linesOf(intake: Intake, readLine: ReadLine): RecordReader {
  return new LineReader({
    read: (text, line) =>
      intake.take(line, () => {
        const record = readLine(intake.index, text, line);
        return record === undefined ? undefined : intake.admit(record);
      }),
    maxLength: intake.maxRecordLength,
    onTooLong: (line) => intake.reportTooLong(line),
  });
}
