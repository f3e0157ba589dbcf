import { RecordPrinter, type PrintOptions } from "./record-printer.ts";
import type { TransferFormat } from "./transfer-format.ts";
import type { TransferRecord } from "./transfer-record.ts";

/** Characters in a chunk, and at most one record more. */
const CHUNK_LENGTH = 65_536;

/**
 * Prints tuples and attributes as a stream of text, in the order in which they come. Law: `parseRecords` reads the same
 * records. A chunk ends with a record, so never within a character; at most one chunk is kept.
 *
 * @throws Failure `invalid_tuple`, `invalid_attributes` where tuples and attributes meet in one CSV file
 */
export async function* printRecords(
  records: AsyncIterable<TransferRecord> | Iterable<TransferRecord>,
  format: TransferFormat,
  options: PrintOptions = {},
): AsyncGenerator<string, void, undefined> {
  const printer = new RecordPrinter(format, options);
  let chunk = "";
  for await (const record of records) {
    chunk += printer.print(record);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = "";
  }
  chunk += printer.end();
  if (chunk !== "") yield chunk;
}
