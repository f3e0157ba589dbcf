import { indexModel, type ModelIndex, type Tuple } from "@relata/model";
import { drive } from "@relata/resolver";
import type { Changes, ConsistencyToken, Store, StoreLoad, Written } from "@relata/store";
import { parseRecords, printRecords, type TransferFormat, type TransferRecord } from "@relata/transfer";
import type { QuickCheck } from "@relata/resident";
import type { Resident } from "../resident/resident.ts";
import { answerFrom, readerUnder, type Asking, type Reader } from "../answerer.ts";
import type { Engine } from "../engine.ts";
import type { AttributeProviders } from "../attribute-provider.ts";
import { toReadOptions, type StateInput } from "../consistency-input.ts";
import { toFilter, type FilterInput } from "../filter-input.ts";
import type { PreconditionInput } from "../precondition-input.ts";
import { requireState, type ListCursor } from "../list-cursor.ts";
import { Pinned } from "../pinned.ts";
import { Questions } from "../questions.ts";
import type { Terms } from "../terms.ts";
import type { FilterForm, PreconditionForm } from "../typed/filter-form.ts";
import type { Fit } from "../typed/fit.ts";
import type { ImportForm } from "../typed/import-form.ts";
import type { Schema } from "../typed/schema.ts";
import {
  deleteMatching,
  previewDelete,
  type Deleted,
  type DeleteInput,
  type DeletePreview,
} from "./delete-matching.ts";
import { exportRecords, type ExportInput } from "./export-records.ts";
import type { ImportInput } from "./import-batch.ts";
import { importRecords, type Imported, type ImportOptions, type ImportSource } from "./import-records.ts";
import { TupleListing, type PageInput } from "./tuple-listing.ts";
import { tuplesOn } from "./tuples-on.ts";

/** How to import a text. */
export interface ImportTextOptions extends ImportOptions {
  /** What messages call the text, for instance the name of its file. */
  readonly path?: string;
}

/** What asks a store is made of. */
export interface BulkParts {
  readonly engine: Engine;
  readonly store: Store;
  /** The same, for questions. */
  readonly reader: Reader;
  readonly provide: AttributeProviders;
  /** Called after each write. */
  readonly wrote: (changes?: Changes, written?: Written) => void;
  /** The store in memory; none where it is not to be there. */
  readonly resident: Resident | undefined;
}

/** Questions to a store, and what is done to many of its tuples at once. */
export abstract class Bulk<S extends Schema = Schema> extends Questions<S> {
  readonly #index: ModelIndex;
  readonly #parts: BulkParts;

  constructor(parts: BulkParts) {
    super(parts.engine);
    this.#index = indexModel(parts.engine.model);
    this.#parts = parts;
  }

  /**
   * The newest state of the store: what a read now is at least as fresh as. Cost: one round trip, and no tuple is read,
   * so that it also tells whether the store answers.
   */
  async token(): Promise<ConsistencyToken> {
    const { token } = await this.#parts.store.read(() => drive(() => undefined), { consistency: "latest" });
    return token;
  }

  /**
   * Many questions of one state, which the first of them chooses. What `at` is, where the store is too large to be copied: the questions
   * of one request.
   *
   * ```ts
   * const pinned = relata.pinned();
   * if (await pinned.can("user:ann", "view", "folder:plans")) return pinned.listObjects(…);
   * ```
   *
   * @throws Failure `invalid_question`, `invalid_consistency_token`
   */
  pinned(options: StateInput = {}): Pinned<S> {
    return new Pinned(this.#parts, toReadOptions(options));
  }

  /** How busy the way to the database is at this moment; undefined where no call waits for another, as on SQLite. */
  get load(): StoreLoad | undefined {
    return this.#parts.store.load;
  }

  /** The number of the newest revision of the store, 0 before the first: how far a `Watch` could be. Cost: one round trip. */
  async newestRevision(): Promise<number> {
    return this.#parts.store.log.newest();
  }

  /**
   * Live tuples that match the filter: awaited, a page of them; walked, all of them. All pages are of one state, whatever is
   * written meanwhile.
   *
   * ```ts
   * for await (const tuple of relata.tuples({ object: "folder:plans" })) …
   * ```
   *
   * @throws Failure `invalid_question`, `invalid_cursor`, `invalid_consistency_token`, `snapshot_expired`, `token_not_reached`
   */
  tuples<const F>(filter: Fit<F, FilterForm<S, F>>, options?: PageInput): TupleListing;
  tuples(filter: FilterInput, options: PageInput = {}): TupleListing {
    return new TupleListing(this.#parts.store, this.#index, filter, options);
  }

  /**
   * Live tuples of several places at once, all of one state: each an object and a relation, or one subject there. The answer has a
   * list for each, in their order. For what is asked with every request, where `tuples` would cost a page for each.
   *
   * ```ts
   * const [owners, banned] = await relata.tuplesOn([
   *   { object: "folder:plans", relation: "owner" },
   *   { object: "folder:plans", relation: "banned", subject: "user:ann" },
   * ]);
   * ```
   *
   * Law: the list of a place is what `tuples` answers for it, and all lists are of one state.
   *
   * @throws Failure as `tuples`, and `invalid_question` for what is no place
   */
  tuplesOn<const F extends readonly unknown[]>(
    places: { readonly [K in keyof F]: Fit<F[K], FilterForm<S, F[K]>> },
    options?: StateInput,
  ): Promise<readonly (readonly Tuple[])[]>;
  async tuplesOn(places: readonly FilterInput[], options: StateInput = {}): Promise<readonly (readonly Tuple[])[]> {
    return tuplesOn(this.#parts.store, this.#index, places, toReadOptions(options));
  }

  /** How many live tuples match the filter; all, where it is empty. @throws Failure as `tuples` */
  count<const F>(filter: Fit<F, FilterForm<S, F>>, options?: StateInput): Promise<number>;
  async count(input: FilterInput, options: StateInput = {}): Promise<number> {
    const filter = toFilter(this.#index, input, "invalid_question");
    const { value } = await this.#parts.store.count(filter, toReadOptions(options));
    return value;
  }

  /**
   * Deletes the live tuples that match, in one transaction; in several, where `batch` is given. With `preview: true` it says
   * how many there are, with examples, and deletes nothing.
   *
   * @throws Failure `invalid_question` for an empty filter, `precondition_failed`; `details.deleted` says what is gone
   */
  deleteMatching<const F, const P, const Preview extends boolean = false>(
    filter: Fit<F, FilterForm<S, F>>,
    options?: DeleteInput<Fit<P, PreconditionForm<S, P>>, Preview>,
  ): Promise<Preview extends true ? DeletePreview : Deleted>;
  async deleteMatching(
    filter: FilterInput,
    options: DeleteInput<PreconditionInput, boolean> = {},
  ): Promise<Deleted | DeletePreview> {
    const { store, wrote } = this.#parts;
    if (options.preview === true) return previewDelete(store, this.#index, filter);
    try {
      return await deleteMatching(store, this.#index, filter, options);
    } finally {
      // Why also after a failure: some of its transactions may be committed.
      wrote();
    }
  }

  /**
   * Touches tuples and sets attributes, batch by batch, each in a transaction of its own, each record judged as a `write`
   * judges it. Memory is bounded, whatever the source holds.
   *
   * @throws Failure as `write`, naming the record; `details.imported` says how many of the first ones are written
   */
  import<const I>(source: ImportSource<Fit<I, ImportForm<S, I>>>, options?: ImportOptions): Promise<Imported>;
  async import(source: ImportSource<ImportInput>, options: ImportOptions = {}): Promise<Imported> {
    return this.#import(source, options);
  }

  /**
   * The same of a text, whose chunks may be cut anywhere: a stream of a file, or a list of one.
   *
   * @throws Failure as `import`, naming the line
   */
  async importText(
    chunks: ImportSource<string>,
    format: TransferFormat,
    { path, ...options }: ImportTextOptions = {},
  ): Promise<Imported> {
    const records = parseRecords(this.#index, chunks, format, path === undefined ? {} : { path });
    return this.#import(records, options);
  }

  /** All live tuples, and then all attributes, of one state, in pages. What `import` reads. @throws Failure as `tuples` */
  export<const F>(options?: ExportInput<Fit<F, FilterForm<S, F>>>): AsyncGenerator<TransferRecord, void, undefined>;
  export(options: ExportInput = {}): AsyncGenerator<TransferRecord, void, undefined> {
    return this.#export(options);
  }

  /** The same as text, in chunks. What `importText` reads. */
  exportText<const F>(
    format: TransferFormat,
    options?: ExportInput<Fit<F, FilterForm<S, F>>>,
  ): AsyncGenerator<string, void, undefined>;
  exportText(format: TransferFormat, options: ExportInput = {}): AsyncGenerator<string, void, undefined> {
    return printRecords(this.#export(options), format, options.kind === undefined ? {} : { kind: options.kind });
  }

  /** Every write of the engine, but those of the application's own transactions. */
  protected async commit(changes: Changes): Promise<Written> {
    const written = await this.#parts.store.write(changes);
    this.#parts.wrote(changes, written);
    return written;
  }

  protected override quick(): QuickCheck | undefined {
    const held = this.#parts.resident?.at();
    return held instanceof Promise ? undefined : held?.quick;
  }

  protected override answer<T>(asking: Asking<T>, terms: Terms): Promise<T> {
    const { reader, provide: providers, resident } = this.#parts;
    return answerFrom(reader, { index: this.#index, providers }, asking, terms, resident);
  }

  protected override async stateOf(
    cursor: ListCursor | undefined,
    terms: Terms,
  ): Promise<ConsistencyToken | undefined> {
    if (cursor !== undefined) return requireState(cursor);
    const held = await this.#parts.resident?.at(terms.options.consistency);
    if (held !== undefined) return held.place.token;
    const { token } = await readerUnder(terms, this.#parts.reader).read(() => drive(() => undefined), terms.options);
    return token;
  }

  #import(source: ImportSource<ImportInput>, options: ImportOptions): Promise<Imported> {
    const write = async (changes: Changes): Promise<Written> => this.commit(changes);
    return importRecords({ index: this.#index, write, token: async () => this.token() }, source, options);
  }

  #export(options: ExportInput): AsyncGenerator<TransferRecord, void, undefined> {
    return exportRecords(this.#parts.store, this.#index, options);
  }
}
