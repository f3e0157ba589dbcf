import type { Tuple } from "@relata/model";
import { answerFrom, type Ask, type Plan } from "@relata/resolver";
import { checkChanges } from "../check-changes.ts";
import { checkLimit } from "../check-limit.ts";
import type { ReadOptions } from "../consistency.ts";
import { listOf } from "../cursor.ts";
import type { Collected, CollectOptions } from "../garbage.ts";
import type { AttributePage, PageOptions, TuplePage } from "../paging.ts";
import { preconditionFailed, tupleExists } from "../refusals.ts";
import { runPlan } from "../run-plan.ts";
import type { ScanBatch, ScanOptions } from "../scan.ts";
import type {
  Changes,
  Contents,
  DeletedMatching,
  DeleteOptions,
  ObjectAttributes,
  Precondition,
  Read,
  Store,
  TupleFilter,
  Written,
} from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { MemoryDatabase, type Committed } from "./memory-database.ts";
import { MemoryLog } from "./memory-log.ts";
import { MemoryModels } from "./memory-models.ts";
import { pageOf } from "./memory-pages.ts";
import { memoryScan } from "./memory-scan.ts";
import type { MemoryState } from "./memory-state.ts";
import { MemoryStores } from "./memory-stores.ts";
import type { AppliedChanges, MemoryTenant } from "./memory-tenant.ts";

/** What the store holds to begin with, in the state of number 0. Of two tuples of one key the last stays. */
export interface MemoryStoreOptions {
  readonly tuples?: Iterable<Tuple>;
  readonly attributes?: Iterable<ObjectAttributes>;
  /** Milliseconds since the epoch, for the moments of revisions. Default: none, and they are all 0. */
  readonly clock?: () => number;
}

/** A store that ends with the process: for tests, for demonstrations, and for tuples that come from elsewhere. */
export function memoryStore({ tuples = [], attributes = [], clock = () => 0 }: MemoryStoreOptions = {}): MemoryStore {
  const database = new MemoryDatabase(clock);
  database.begin(MAIN_STORE, { tuples, attributes });
  return new MemoryStore(database, MAIN_STORE, () => database.close());
}

/**
 * The port in memory. Every method answers at once, and JavaScript runs one at a time, so that a method is its own
 * snapshot and its own transaction. Cost of a write: its own size, whatever the store holds; and its changes are kept until
 * garbage is collected. Cost of a read of an older state: the whole store, once for each state.
 */
export class MemoryStore implements Store {
  readonly name: string;
  readonly models: MemoryModels;
  readonly log: MemoryLog;
  readonly stores: MemoryStores<MemoryStore>;
  readonly #database: MemoryDatabase;
  readonly #close: () => void;

  /** For `memoryStore`, which makes the database. */
  constructor(database: MemoryDatabase, name: string, close: () => void) {
    this.#database = database;
    this.name = name;
    this.#close = close;
    this.models = new MemoryModels(database, name);
    this.log = new MemoryLog(database, name);
    this.stores = new MemoryStores(database, (other) => new MemoryStore(database, other, () => undefined));
  }

  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): Read<T> {
    return this.#read(options, ({ graph }) => runPlan(start, (wanted) => answerFrom(graph, wanted)));
  }

  write(changes: Changes): Written {
    const tenant = this.#tenant();
    // Invariant: whatever can be refused is refused before the first change.
    checkChanges(changes);
    const earlier = tenant.keys.repeated(changes);
    if (earlier !== undefined) return earlier;
    this.#demand(changes.preconditions);
    const present = changes.create?.find((tuple) => tenant.state.graph.find(tuple) !== undefined);
    if (present !== undefined) throw tupleExists(present);
    const { at, token, written, deleted } = this.#commit(changes);
    const outcome = { token, written, deleted, isRepeat: false };
    this.#tenant().keys.keep(changes, outcome, at);
    return outcome;
  }

  deleteMatching(filter: TupleFilter, { preconditions, limit }: DeleteOptions = {}): DeletedMatching {
    const tenant = this.#tenant();
    if (limit !== undefined) checkLimit(limit);
    this.#demand(preconditions);
    const found = tenant.state.matching(filter);
    const { token, deleted } = this.#commit({ delete: found.slice(0, limit) });
    return { token, deleted, isComplete: deleted === found.length };
  }

  contents(options?: ReadOptions): Contents {
    const { value, token } = this.#read(options, (state) => ({
      tuples: state.tuples(),
      attributes: state.attributes(),
    }));
    return { ...value, token };
  }

  /** Takes no turns of the event loop: there is nothing that it would wait for. */
  scan(options?: ScanOptions): AsyncIterable<ScanBatch> {
    return memoryScan(this.#database, this.name, options);
  }

  tuples(filter: TupleFilter, options: PageOptions): TuplePage {
    const all = (state: MemoryState) => state.matching(filter);
    const list = listOf(this.name, filter);
    const { entries, page } = pageOf(this.#database, { store: this.name, list, all }, options);
    return { tuples: entries, ...page };
  }

  attributes(options: PageOptions): AttributePage {
    const listing = { store: this.name, list: listOf(this.name), all: allAttributes };
    const { entries, page } = pageOf(this.#database, listing, options);
    return { attributes: entries, ...page };
  }

  count(filter: TupleFilter, options?: ReadOptions): Read<number> {
    return this.#read(options, (state) => state.matching(filter).length);
  }

  collectGarbage({ before }: CollectOptions): Collected {
    return this.#database.collect(before);
  }

  close(): void {
    this.#close();
  }

  #read<T>(options: ReadOptions | undefined, ask: (state: MemoryState) => T): Read<T> {
    const number = this.#database.resolve(this.name, options?.consistency);
    return { value: ask(this.#tenant().at(number)), token: this.#database.token(number) };
  }

  #commit(changes: Changes): Committed<AppliedChanges> {
    return this.#database.commit(this.name, (tenant, number) => tenant.apply(changes, number));
  }

  /** @throws Failure `precondition_failed` */
  #demand(preconditions: readonly Precondition[] = []): void {
    const { state } = this.#tenant();
    for (const precondition of preconditions) {
      const found = state.matching(precondition.filter).length > 0 ? "match" : "not_match";
      if (found !== precondition.must) throw preconditionFailed(precondition);
    }
  }

  #tenant(): MemoryTenant {
    return this.#database.tenant(this.name);
  }
}

function allAttributes(state: MemoryState): readonly ObjectAttributes[] {
  return state.attributes();
}
