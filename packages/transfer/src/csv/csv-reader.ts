import { Failure, isFailure } from "@relata/model";
import type { Intake, RecordReader } from "../intake.ts";
import type { ParsedRecord } from "../transfer-record.ts";
import { AttributeRows } from "./attribute-rows.ts";
import { readHeader } from "./read-header.ts";
import type { RowForm } from "./row-form.ts";
import { RowReader } from "./row-reader.ts";
import { TupleRows } from "./tuple-rows.ts";

/**
 * Reads CSV: a header, and rows of the kind that it tells.
 *
 * @throws Failure `invalid_tuple` for a header that is none, whoever is told of problems: no row below it has a meaning
 */
export class CsvReader implements RecordReader {
  readonly #intake: Intake;
  readonly #rows: RowReader<ParsedRecord>;
  #form: RowForm | undefined;
  #width = 0;

  constructor(intake: Intake) {
    this.#intake = intake;
    this.#rows = new RowReader({
      read: (fields, line) => this.#row(fields, line),
      maxLength: intake.maxRecordLength,
      onTooLong: (line) => intake.reportTooLong(line),
      onMalformed: (line, problem) => intake.report(new Failure("invalid_tuple", problem), line),
    });
  }

  push(chunk: string): Iterable<ParsedRecord> {
    return this.#rows.push(chunk);
  }

  *end(): Iterable<ParsedRecord> {
    yield* this.#rows.end();
    const last = this.#form?.end();
    if (last !== undefined) yield last;
  }

  #row(fields: readonly string[], line: number): ParsedRecord | undefined {
    if (this.#form === undefined) {
      this.#form = this.#header(fields, line);
      return undefined;
    }
    if (fields.length === this.#width) return this.#form.row(fields, line);
    const counts = `the row has ${fields.length} fields, and the header has ${this.#width}`;
    this.#intake.report(new Failure("invalid_tuple", `${counts}: is a comma or a quote missing?`), line);
    return undefined;
  }

  #header(fields: readonly string[], line: number): RowForm {
    try {
      const { kind, places } = readHeader(fields);
      this.#width = fields.length;
      return kind === "tuple" ? new TupleRows(this.#intake, places) : new AttributeRows(this.#intake, places);
    } catch (error) {
      throw isFailure(error) ? this.#intake.fatal(error, line) : error;
    }
  }
}
