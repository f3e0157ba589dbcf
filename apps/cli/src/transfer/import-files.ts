import { Failure, isFailure, type Imported, type Model, type Relata } from "@relata/core";
import type { Store } from "@relata/core";
import { isJsonObject, type ObjectRef } from "@relata/model";
import type { ParsedRecord, TransferFormat } from "@relata/transfer";
import { engine } from "../open-store.ts";
import type { Session } from "../surroundings.ts";
import { readRecords } from "./read-records.ts";
import { sizeOf } from "./size-of.ts";
import { TransferProgress } from "./transfer-progress.ts";

export interface ImportPlan {
  readonly files: readonly string[];
  readonly format?: TransferFormat;
  /** Records of one transaction. */
  readonly batch: number;
  readonly isQuiet: boolean;
  /** Ends it between two transactions. */
  readonly signal?: AbortSignal;
}

export interface FilesImported extends Imported {
  readonly tuples: number;
  /** Objects whose attributes were set; one that comes again later counts again. */
  readonly objects: number;
  readonly elapsedMs: number;
}

/** Records of files on their way into a store: read once, written batch by batch, and never all of them held. */
export class FileImport {
  readonly #session: Session;
  readonly #plan: ImportPlan;
  readonly #progress: TransferProgress;
  readonly #size: number | undefined;
  readonly #records: AsyncGenerator<ParsedRecord, void, undefined>;
  #head: ParsedRecord[] = [];
  #bytes = 0;
  #tuples = 0;
  #objects = 0;
  #last: ObjectRef | undefined;

  constructor(session: Session, model: Model, plan: ImportPlan) {
    const { files, format, isQuiet } = plan;
    this.#session = session;
    this.#plan = plan;
    this.#progress = new TransferProgress({ ...session, doing: "importing", isQuiet });
    this.#size = sizeOf(session, files);
    const onBytes = (count: number): void => void (this.#bytes += count);
    this.#records = readRecords(session, model, { files, ...(format !== undefined && { format }), onBytes });
  }

  /** Reads the first batch, so that a database need not be made before anything can be written. @throws as `write` */
  async begin(): Promise<void> {
    this.#say(0);
    try {
      while (this.#head.length < this.#plan.batch) {
        const { value, done } = await this.#records.next();
        if (done === true) return;
        this.#head.push(value);
      }
    } catch (error) {
      this.#progress.end();
      throw isFailure(error) ? refused(error, 0) : error;
    }
  }

  /** @throws Failure that says how many records were written before; CommanderError for a file that cannot be read */
  async write(model: Model, store: Store): Promise<FilesImported> {
    const relata: Relata = await engine(this.#session, model, store);
    const { batch, signal } = this.#plan;
    let written = 0;
    try {
      const imported = await relata.import(this.#all(), {
        batch,
        ...(signal !== undefined && { signal }),
        onProgress: ({ records }) => {
          written = records;
          this.#say(records);
        },
      });
      return { ...imported, tuples: this.#tuples, objects: this.#objects, elapsedMs: this.#progress.elapsedMs };
    } catch (error) {
      // What the files are refused for says so itself; what the store fails with, core has completed.
      const cause = isFailure(error) && isFailure(error.cause) && isMistaken(error.cause) ? error.cause : undefined;
      throw cause === undefined ? error : refused(cause, written);
    } finally {
      this.#progress.end();
    }
  }

  async *#all(): AsyncGenerator<ParsedRecord> {
    for (const record of this.#head) yield this.#counted(record);
    this.#head = [];
    for await (const record of this.#records) yield this.#counted(record);
  }

  #counted(record: ParsedRecord): ParsedRecord {
    if (record.kind === "tuple") {
      this.#tuples++;
      this.#last = undefined;
      return record;
    }
    const { type, id } = record.object;
    if (this.#last?.type !== type || this.#last.id !== id) this.#objects++;
    this.#last = record.object;
    return record;
  }

  #say(records: number): void {
    this.#progress.say(records, this.#size === undefined ? undefined : this.#bytes / this.#size);
  }
}

function isMistaken({ details }: Failure): boolean {
  return isJsonObject(details) && "mistakes" in details;
}

/** The mistakes, and what has become of the rest. */
function refused(failure: Failure, written: number): Failure {
  const { code, message, details } = failure;
  const before =
    written === 0
      ? "nothing was imported"
      : `the first ${written.toLocaleString("en")} records were imported, and may be imported again`;
  const more = { ...(isJsonObject(details) && details), imported: { records: written } };
  const gap = message.includes("\n") ? "\n" : "; ";
  return new Failure(code, `${message}${gap}${before}`, { cause: failure, details: more });
}
