import { indexModel, type Model } from "@relata/model";
import type {
  Collected,
  ConsistencyToken,
  Contents,
  ModelApplied,
  ModelEntry,
  Store,
  StoredModel,
  Written,
} from "@relata/store";
import type { Engine } from "./engine.ts";
import { checkProviders } from "./attribute-provider.ts";
import { Attributes } from "./attributes.ts";
import { Bulk } from "./bulk/bulk.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import type { CollectInput } from "./collector.ts";
import { toReadOptions, type StateInput } from "./consistency-input.ts";
import { foundationOf, type Foundation } from "./foundation.ts";
import { insideOf, type Inside, type TransactionOf } from "./inside.ts";
import { applyModel, planModel, type ApplyModelOptions, type ModelPlan } from "./models/model-plan.ts";
import type { EngineObserver } from "./observing/engine-event.ts";
import { ObservedStore } from "./observing/observed-store.ts";
import { toResidentLimits } from "./resident/resident-options.ts";
import { OFF, type ResidentStatus } from "./resident/resident-status.ts";
import { Residents } from "./resident/residents.ts";
import type { Resident } from "./resident/resident.ts";
import { openView } from "./open-view.ts";
import { toEngine, type RelataOptions } from "./relata-options.ts";
import { openShared, type Shared } from "./shared.ts";
import { Tenants } from "./tenants.ts";
import type { FilterForms } from "./typed/filter-form.ts";
import type { Fit } from "./typed/fit.ts";
import type { Schema, TypedModel } from "./typed/schema.ts";
import type { WriteForm } from "./typed/write-form.ts";
import { View } from "./view.ts";
import { Watch, type WatchInput } from "./watch/watch.ts";

/**
 * A model over a store: the whole of relata for an application. Every question is answered from one snapshot.
 *
 * @throws Failure from every method; the codes that any of them may have are `store_unavailable`, `store_unreadable`
 * and `closed`; of what reads, `invalid_consistency_token`, `token_not_reached` and `snapshot_expired`; and, of questions, `paradox`,
 * `policy_failed`, `budget_exceeded`, `deadline_exceeded` and `aborted`
 */
export class Relata<S extends Schema = Schema, Db extends Store = Store> extends Bulk<S> {
  readonly model: TypedModel<S>;
  /** Which store of the database it is over: `main`, or the name that `store` was given. */
  readonly storeName: string;
  /** The attributes that are stored beside the tuples. */
  readonly attributes: Attributes<S>;
  /** The stores of the database, by name. */
  readonly stores: Tenants;
  /** What it stands on, for a bridge to another tool. */
  readonly foundation: Foundation<Db>;
  readonly #options: RelataOptions<S, Db>;
  readonly #store: ObservedStore;
  readonly #engine: Engine;
  readonly #shared: Shared;
  /** Whether it is not one of the stores that another engine opened. */
  readonly #isWhole: boolean;
  readonly #resident: Resident | undefined;

  constructor(options: RelataOptions<S, Db>, shared?: Shared) {
    const { store: reader, clock = Date.now, history, provide = {}, model } = options;
    checkProviders(indexModel(model), provide);
    const all = shared ?? openShared(reader, clock, history, new Residents(toResidentLimits(options.resident)));
    const engine = toEngine(options, all.observers);
    const store = new ObservedStore(reader, all.observers);
    const resident = all.residents.of(reader, model);
    const wrote: Resident["wrote"] = (...what) => {
      resident?.wrote(...what);
      all.collector.afterWrite();
    };
    super({ engine, store, reader, provide, wrote, resident });
    this.model = model;
    this.foundation = foundationOf(options, engine, resident);
    this.storeName = store.name;
    this.#store = store;
    this.attributes = new Attributes(indexModel(model), store, wrote);
    this.stores = new Tenants(store);
    this.#options = options;
    this.#engine = engine;
    this.#shared = all;
    this.#isWhole = shared === undefined;
    this.#resident = resident;
  }

  /**
   * Writes tuples and attributes: all of them, or, with a failure, nothing.
   *
   * @throws Failure `invalid_tuple`, `not_admitted`, `unknown_type`, `unknown_relation`, `unknown_policy`,
   * `invalid_reference`, `invalid_attributes`, `tuple_exists`, `precondition_failed`, `idempotency_mismatch`
   */
  write<const W>(input: Fit<W, WriteForm<S, W>>): Promise<Written>;
  async write(input: WriteInput): Promise<Written> {
    return this.commit(toChanges(indexModel(this.model), input));
  }

  /**
   * The same engine through a transaction that the application has open on the store's database. It sees what the
   * transaction wrote; what it writes is there when the application commits, and gone when it rolls back. Over SQLite it
   * answers with values and never with promises: to await inside a synchronous transaction would commit half of it. Over
   * PostgreSQL everything is awaited.
   *
   * ```ts
   * db.transaction((tx) => {
   *   tx.insert(documents).values({ id: "readme" }).run();
   *   relata.in(tx).write(["document:readme#owner@user:ann"]);
   * });
   * ```
   *
   * @throws Failure `invalid_transaction`
   */
  in(transaction: TransactionOf<Db>): Inside<S, Db> {
    const { store, provide = {} } = this.#options;
    const wrote = (token: ConsistencyToken): void => this.#resident?.wroteInside(token);
    return insideOf<S, Db>({ engine: this.#engine, provide, wrote }, store, transaction);
  }

  /** Where the graph in memory stands. Cost: of counting its parts. */
  get residentStatus(): ResidentStatus {
    return this.#resident?.status ?? OFF;
  }

  /**
   * Waits until the store has been read into memory, or it is known why it is not. Nothing needs to wait for it: until then questions
   * are answered from the store itself.
   *
   * @throws Failure as the store has
   */
  async ready(): Promise<ResidentStatus> {
    return this.#resident?.ready() ?? OFF;
  }

  /**
   * One state of the store, in memory. Where the store is resident it costs nothing, and the graph stays at that state for as long as nothing is
   * written, and 100 ms at least; else the whole store is copied for it.
   *
   * @throws Failure `not_resident` where the store is not, and holds more tuples than a view may
   */
  async at(options: StateInput = {}): Promise<View<S>> {
    const { provide = {}, maxViewTuples } = this.#options;
    const viewed = await openView(this.#store, toReadOptions(options), this.#resident, maxViewTuples);
    return new View(this.#engine, provide, viewed);
  }

  /** Everything that is live in one state of the store, in canonical order, all of it in memory: see `export` for more. */
  async contents(options: StateInput = {}): Promise<Contents> {
    return this.#store.contents(toReadOptions(options));
  }

  /**
   * What happens to the store, one thing after the other: every committed write once, in the order of revisions, and between
   * them the windows of tuples that open and close. Nothing is read before it is asked for. It goes on until it is left, or
   * the signal ends it; after a failure, it is begun again `after` the cursor of the last event that was done with.
   *
   * ```ts
   * for await (const event of relata.watch({ after: cursor })) …
   * ```
   *
   * @throws Failure `invalid_question`, `invalid_cursor`, `invalid_consistency_token`; `snapshot_expired` where history no longer reaches
   * back to `after`
   */
  watch<const F>(options?: WatchInput<Fit<F, FilterForms<S, F>>>): Watch;
  watch(options: WatchInput = {}): Watch {
    const { present: now } = this.#engine;
    return new Watch(
      { store: this.#store, now, index: indexModel(this.model), watches: this.#shared.watches },
      options,
    );
  }

  /**
   * The same engine over another store of the database: same model, same options. It need not be there yet: its first write
   * makes it. Nothing of one store reaches another. Costs nothing; to close it does nothing.
   *
   * @throws Failure `invalid_store`
   */
  store(name: string): Relata<S, Db> {
    // Invariant: a store opens stores of its own kind.
    const store = this.#options.store.stores.open(name) as Db;
    return new Relata<S, Db>({ ...this.#options, store }, this.#shared);
  }

  /**
   * What applying the model to the store would do: the dry run of `apply`. Nothing is changed.
   *
   * @throws Failure `invalid_model`
   */
  async plan(model: Model): Promise<ModelPlan> {
    return planModel(this.#store, model);
  }

  /**
   * Records the model as the store's applied one, judged in the same transaction. This engine goes on answering under the
   * model that it was made with: the applied model is a record, and binds nobody. Whoever wants to be bound makes the
   * engine with `appliedModel`.
   *
   * @throws Failure `tuples_stranded` with counts and examples in `details`, `precondition_failed`, `invalid_model`
   */
  async apply(model: Model, options: ApplyModelOptions = {}): Promise<ModelApplied> {
    const { clock = Date.now } = this.#options;
    const applied = await applyModel(this.#store, model, clock(), options);
    this.#shared.collector.afterWrite();
    return applied;
  }

  /** Every model that was applied to the store, oldest first, without the models themselves. */
  async models(): Promise<readonly ModelEntry[]> {
    return this.#store.models.list();
  }

  /** The applied model, or the one of that number, with its text; undefined where there is none. */
  async appliedModel(number?: number): Promise<StoredModel | undefined> {
    return this.#store.models.get(number);
  }

  /**
   * Forgets history, of all stores of the database, in small transactions: what is older than is kept, or `before`. What is
   * live stays. Done in the background after writes, unless `history.automatic` is false.
   *
   * @throws Failure `invalid_question`
   */
  async collectGarbage(options: CollectInput = {}): Promise<Collected> {
    return this.#shared.collector.collect(options);
  }

  /**
   * Tells of every question that this engine answers from now on, and those over other stores of its database, and of every other call to
   * the store: what it was, what came of it, and what it cost. Never whom or what it was about. Answers how to end it. Cost while nobody
   * observes: none.
   *
   * ```ts
   * const stop = relata.observe((event) => console.log(event.kind, event.durationMs));
   * ```
   */
  observe(observer: EngineObserver): () => void {
    return this.#shared.observers.add(observer);
  }

  /** Frees the database; watches end with the failure `closed`. A second call does nothing, nor one of another `store`. */
  async close(): Promise<void> {
    if (!this.#isWhole) return;
    this.#shared.residents.close();
    await this.#shared.collector.stop();
    await this.#options.store.close();
    for (const alarm of this.#shared.watches) alarm.ring();
  }
}
