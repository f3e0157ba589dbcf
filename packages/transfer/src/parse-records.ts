import type { ModelIndex } from "@relata/model";
import type { ParseOptions } from "./intake.ts";
import { RecordParser } from "./record-parser.ts";
import type { TransferFormat } from "./transfer-format.ts";
import type { ParsedRecord } from "./transfer-record.ts";

/**
 * Reads tuples and attributes from a stream of text, whose chunks may be cut anywhere, also within a character. Records
 * come in the order of the text, each admitted by the model; those before a problem come before it is thrown. A chunk is
 * asked for when all records of the one before have been taken; beside it, at most one record is kept.
 *
 * @throws Failure with the code of what is wrong with a record (`invalid_tuple`, `invalid_reference`,
 * `invalid_attributes`, `unknown_type`, `unknown_relation`, `unknown_policy`, `not_admitted`), whose message and
 * `details` name the line; `invalid_tuple` for a CSV header that is none
 */
export async function* parseRecords(
  index: ModelIndex,
  chunks: AsyncIterable<string> | Iterable<string>,
  format: TransferFormat,
  options: ParseOptions = {},
): AsyncGenerator<ParsedRecord, void, undefined> {
  const parser = new RecordParser(index, format, options);
  for await (const chunk of chunks) for (const record of parser.push(chunk)) yield record;
  for (const record of parser.end()) yield record;
}
