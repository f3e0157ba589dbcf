import { Failure, type ModelIndex, type Tuple } from "@relata/model";
import type { AttributeChange, ObjectAttributes } from "@relata/store";
import { RecordParser, RecordPrinter, type TransferRecord } from "@relata/transfer";

/** Tuples and attributes as text: a line each, a blank line and one that starts with `//` say nothing. */
export interface Facts {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly AttributeChange[];
}

/** A line that is no fact, or none that the model knows. */
export interface Mistake {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Mistakes that one message names; the rest are counted. `details.mistakes` of the failure has all of them. */
const MAX_MISTAKES = 20;

/**
 * Reads facts: `folder:plans#viewer@user:ann`, or an object and its attributes, `invoice:1 {"amount": 250}`. A text of any
 * length is read whole; `parseRecords` of `@relata/transfer` reads one as a stream.
 *
 * @param path what the messages call the text
 * @throws Failure `invalid_tuple` that names every line with a mistake; then nothing has been read
 */
export function parseFacts(index: ModelIndex, text: string, path: string): Facts {
  const tuples: Tuple[] = [];
  const attributes: AttributeChange[] = [];
  const mistakes: Mistake[] = [];
  const parser = new RecordParser(index, "text", {
    maxRecordLength: text.length,
    onProblem: ({ line, message }) => mistakes.push({ path, line, message }),
  });
  for (const part of [parser.push(text), parser.end()]) {
    for (const record of part) {
      if (record.kind === "tuple") tuples.push(record.tuple);
      else attributes.push({ object: record.object, set: record.values, unset: [] });
    }
  }
  if (mistakes.length > 0) throw new Failure("invalid_tuple", summary(mistakes), { details: { mistakes } });
  return { tuples, attributes };
}

/** Writes what `parseFacts` reads, in canonical order. Law: parse of format is the same facts. */
export function formatFacts({
  tuples,
  attributes,
}: {
  tuples: readonly Tuple[];
  attributes: readonly ObjectAttributes[];
}): string {
  const records: readonly TransferRecord[] = [
    ...tuples.map((tuple) => ({ kind: "tuple", tuple }) as const),
    ...attributes.map(({ object, values }) => ({ kind: "attributes", object, values }) as const),
  ];
  const printer = new RecordPrinter("text");
  return records.map((record) => printer.print(record)).join("");
}

function summary(mistakes: readonly Mistake[]): string {
  const shown = mistakes.slice(0, MAX_MISTAKES).map(({ path, line, message }) => `${path}:${line}: ${message}`);
  const more = mistakes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more lines with mistakes`] : [])].join("\n");
}
