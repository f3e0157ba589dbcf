import { Failure, isFailure, isJsonObject, type ModelIndex } from "@relata/model";
import type { Changes, ConsistencyToken, Written } from "@relata/store";
import { nextTurn } from "../next-turn.ts";
import { ImportBatch, type ImportInput } from "./import-batch.ts";
import { toPageLimit } from "./page-input.ts";

/** How to import. */
export interface ImportOptions {
  /** Records that are written in each transaction: 1,000 unless given. */
  readonly batch?: number;
  /** Told after each transaction. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends between two transactions; what has been read since the last one is not written. */
  readonly signal?: AbortSignal;
}

/** How far an import has come: so many of the first records are written, and need not be imported again. */
export interface ImportProgress {
  readonly records: number;
  /** Tuples that were made or replaced; what was there already is not counted. */
  readonly written: number;
}

export interface Imported extends ImportProgress {
  /** Of the last transaction; of the present state where there was none. */
  readonly token: ConsistencyToken;
  /** False where the signal ended it. */
  readonly isComplete: boolean;
}

/** What an import needs of the engine. */
export interface ImportTarget {
  readonly index: ModelIndex;
  readonly write: (changes: Changes) => Promise<Written>;
  readonly token: () => Promise<ConsistencyToken>;
}

/** Where records come from. */
export type ImportSource<Input> = AsyncIterable<Input> | Iterable<Input>;

/**
 * Touches all records, batch by batch, each in a transaction of its own: at most one batch is held.
 *
 * @throws Failure as `write`, and as the source throws them. `details.imported` says how far it came; that many records can
 * be left out when it is done again
 */
export async function importRecords(
  target: ImportTarget,
  source: ImportSource<ImportInput>,
  options: ImportOptions,
): Promise<Imported> {
  return new Import(target, options).run(source);
}

/** One import on its way. */
class Import {
  readonly #target: ImportTarget;
  readonly #options: ImportOptions;
  readonly #most: number;
  readonly #batch: ImportBatch;
  #done: ImportProgress = { records: 0, written: 0 };
  #token: ConsistencyToken | undefined;

  constructor(target: ImportTarget, options: ImportOptions) {
    this.#target = target;
    this.#options = options;
    this.#most = toPageLimit(options.batch, "batch");
    this.#batch = new ImportBatch(target.index);
  }

  async run(source: ImportSource<ImportInput>): Promise<Imported> {
    try {
      const isComplete = await this.#take(source);
      return { ...this.#done, token: this.#token ?? (await this.#target.token()), isComplete };
    } catch (error) {
      throw isFailure(error) ? withProgress(error, this.#done) : error;
    }
  }

  /** False where the signal ended it. */
  async #take(source: ImportSource<ImportInput>): Promise<boolean> {
    const { signal } = this.#options;
    for await (const record of source) {
      if (signal?.aborted === true) return false;
      refuseAt(this.#done.records + this.#batch.size + 1, record, () => this.#batch.add(record));
      if (this.#batch.size >= this.#most) await this.#write();
    }
    if (this.#batch.size === 0) return true;
    if (signal?.aborted === true) return false;
    await this.#write();
    return true;
  }

  async #write(): Promise<void> {
    const { size } = this.#batch;
    const { token, written } = await this.#target.write(this.#batch.take());
    this.#token = token;
    this.#done = { records: this.#done.records + size, written: this.#done.written + written };
    this.#options.onProgress?.(this.#done);
    await nextTurn();
  }
}

/** Says of which record a failure is: by its line where it has one, and else by its place in the source, from 1. */
function refuseAt(place: number, record: ImportInput, add: () => void): void {
  try {
    add();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const line = isJsonObject(record) && typeof record["line"] === "number" ? record["line"] : undefined;
    const where = line === undefined ? { record: place } : { line };
    const name = line === undefined ? `record ${place.toLocaleString("en")}` : `line ${line}`;
    throw new Failure(error.code, `${name}: ${error.message}`, { cause: error, details: where });
  }
}

function withProgress(failure: Failure, done: ImportProgress): Failure {
  const { records } = done;
  const before =
    records === 0 ? "nothing was imported" : `the first ${records.toLocaleString("en")} records were imported`;
  const details = { ...(isJsonObject(failure.details) && failure.details), imported: done };
  return new Failure(failure.code, `${failure.message}; ${before}`, { cause: failure, details });
}
