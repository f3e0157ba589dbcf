import { Failure } from "@relata/model";
import { printCsv, printHeader } from "./csv/print-csv.ts";
import { printJsonLine } from "./ndjson/print-json-line.ts";
import { printText } from "./text/print-text.ts";
import type { TransferFormat } from "./transfer-format.ts";
import type { RecordKind, TransferRecord } from "./transfer-record.ts";

export interface PrintOptions {
  /** In CSV, which has a file for each kind: what its header is. Otherwise that of the first record, or of tuples. */
  readonly kind?: RecordKind;
}

/** Prints records one by one: what `printRecords` does, for callers that cannot wait. An object without attributes is nothing. */
export class RecordPrinter {
  readonly #format: TransferFormat;
  #kind: RecordKind | undefined;
  #hasHeader = false;

  constructor(format: TransferFormat, { kind }: PrintOptions = {}) {
    this.#format = format;
    this.#kind = kind;
  }

  /** @throws Failure `invalid_tuple`, `invalid_attributes` for a record that a CSV file of the other kind cannot hold */
  print(record: TransferRecord): string {
    if (record.kind === "attributes" && Object.keys(record.values).length === 0) return "";
    switch (this.#format) {
      case "text":
        return printText(record);
      case "ndjson":
        return printJsonLine(record);
      case "csv":
        return this.#header(record.kind) + printCsv(record);
    }
  }

  /** What is still to be printed behind the last record. */
  end(): string {
    return this.#format === "csv" ? this.#header(this.#kind ?? "tuple") : "";
  }

  #header(kind: RecordKind): string {
    this.#kind ??= kind;
    if (kind !== this.#kind) throw otherKind(kind);
    if (this.#hasHeader) return "";
    this.#hasHeader = true;
    return printHeader(kind);
  }
}

function otherKind(kind: RecordKind): Failure {
  const [code, name] =
    kind === "tuple" ? (["invalid_tuple", "tuples"] as const) : (["invalid_attributes", "attributes"] as const);
  return new Failure(
    code,
    `a CSV file holds tuples or attributes, and not both: write the ${name} to a file of their own`,
  );
}
