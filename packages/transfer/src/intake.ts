import { attributeRefusal, tupleRefusal } from "@relata/abac";
import { Failure, isFailure, type ModelIndex } from "@relata/model";
import { problemFailure, problemOf, type RecordProblem } from "./record-problem.ts";
import type { ParsedRecord, TransferRecord } from "./transfer-record.ts";

export interface ParseOptions {
  /** What messages call the text, for instance the name of its file. */
  readonly path?: string;
  /**
   * Told of each record with a problem; the record is passed over, and the next one is read. What it throws ends the
   * reading. Without it, the first problem is thrown.
   */
  readonly onProblem?: (problem: RecordProblem) => void;
  /** The most UTF-16 code units that one record may have; more are passed over and not kept. 1,048,576 by default. */
  readonly maxRecordLength?: number;
}

const MAX_RECORD_LENGTH = 1_048_576;

/** What every format does alike: a record is let in where the model admits it, and its problem is told where not. */
export class Intake {
  readonly index: ModelIndex;
  readonly maxRecordLength: number;
  readonly #options: ParseOptions;

  constructor(index: ModelIndex, options: ParseOptions) {
    this.index = index;
    this.maxRecordLength = options.maxRecordLength ?? MAX_RECORD_LENGTH;
    this.#options = options;
  }

  /** What `read` gives, unless it fails: that is a problem of the record. `columnOf` says where in the record. */
  take<T>(line: number, read: () => T, columnOf?: (failure: Failure) => string | undefined): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.report(error, line, columnOf?.(error));
      return undefined;
    }
  }

  /** @throws Failure that says why the model does not admit the record */
  admit<R extends TransferRecord>(record: R): R {
    const refused =
      record.kind === "tuple"
        ? tupleRefusal(this.index, record.tuple)
        : attributeRefusal(this.index, record.object, record.values);
    if (refused !== undefined) throw refused;
    return record;
  }

  report(failure: Failure, line: number, column?: string): void {
    const { onProblem, path } = this.#options;
    const problem = problemOf(failure, line, column);
    if (onProblem === undefined) throw problemFailure(problem, path, failure);
    onProblem(problem);
  }

  /** The failure to throw for what leaves nothing of the text to be read. */
  fatal(failure: Failure, line: number): Failure {
    return problemFailure(problemOf(failure, line), this.#options.path, failure);
  }

  reportTooLong(line: number): void {
    const most = `${this.maxRecordLength.toLocaleString("en")} characters`;
    this.report(new Failure("invalid_tuple", `the record is longer than ${most}, which are the most`), line);
  }
}

/** What reads one format, chunk by chunk. All that a call gives must be taken before the next call. */
export interface RecordReader {
  push(chunk: string): Iterable<ParsedRecord>;
  end(): Iterable<ParsedRecord>;
}
