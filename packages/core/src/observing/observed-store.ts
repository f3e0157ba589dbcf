import type { Ask, Plan } from "@relata/resolver";
import type {
  AttributePage,
  ChangeLog,
  Changes,
  Collected,
  CollectOptions,
  Contents,
  DeletedMatching,
  DeleteOptions,
  MaybePromise,
  ModelHistory,
  PageOptions,
  Read,
  ReadOptions,
  ScanBatch,
  ScanOptions,
  Store,
  StoreLoad,
  Stores,
  TupleFilter,
  TuplePage,
  Written,
} from "@relata/store";
import type { StoreOperation } from "./engine-event.ts";
import type { Observers } from "./observers.ts";
import { called, toldReader } from "./store-call.ts";

/** The same store, of whose calls is told while somebody observes. For all but questions, which note their own. */
export class ObservedStore implements Store {
  readonly #store: Store;
  readonly #observers: Observers;

  constructor(store: Store, observers: Observers) {
    this.#store = store;
    this.#observers = observers;
  }

  get name(): string {
    return this.#store.name;
  }

  get load(): StoreLoad | undefined {
    return this.#store.load;
  }

  get log(): ChangeLog {
    const { log } = this.#store;
    return {
      revisions: (after, limit) => this.#call("log", () => log.revisions(after, limit)),
      newest: () => this.#call("log", () => log.newest()),
      numberOf: (token) => this.#call("log", () => log.numberOf(token)),
      edges: (range) => this.#call("log", () => log.edges(range)),
      listen: (wake) => log.listen(wake),
    };
  }

  get models(): ModelHistory {
    const { models } = this.#store;
    return {
      judge: (judge) => this.#call("models", () => models.judge(judge)),
      apply: (model, judge, options) => this.#call("models", () => models.apply(model, judge, options)),
      list: () => this.#call("models", () => models.list()),
      get: (number) => this.#call("models", () => models.get(number)),
    };
  }

  get stores(): Stores {
    const { stores } = this.#store;
    return {
      open: (name) => stores.open(name),
      list: () => this.#call("stores", () => stores.list()),
      delete: (name) => this.#call("stores", () => stores.delete(name)),
    };
  }

  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): MaybePromise<Read<T>> {
    if (this.#observers.isEmpty) return this.#store.read(start, options);
    return toldReader(this.#store, (call) => this.#observers.tell(call)).read(start, options);
  }

  write(changes: Changes): MaybePromise<Written> {
    return this.#call("write", () => this.#store.write(changes));
  }

  deleteMatching(filter: TupleFilter, options?: DeleteOptions): MaybePromise<DeletedMatching> {
    return this.#call("delete", () => this.#store.deleteMatching(filter, options));
  }

  contents(options?: ReadOptions): MaybePromise<Contents> {
    return this.#call("contents", () => this.#store.contents(options));
  }

  /** Each batch is told as a call. */
  async *scan(options?: ScanOptions): AsyncGenerator<ScanBatch, void, undefined> {
    const batches = this.#store.scan(options)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const step = await this.#call("scan", () => batches.next());
        if (step.done === true) return;
        yield step.value;
      }
    } finally {
      await batches.return?.();
    }
  }

  tuples(filter: TupleFilter, options: PageOptions): MaybePromise<TuplePage> {
    return this.#call("tuples", () => this.#store.tuples(filter, options));
  }

  attributes(options: PageOptions): MaybePromise<AttributePage> {
    return this.#call("attributes", () => this.#store.attributes(options));
  }

  count(filter: TupleFilter, options?: ReadOptions): MaybePromise<Read<number>> {
    return this.#call("count", () => this.#store.count(filter, options));
  }

  collectGarbage(options: CollectOptions): MaybePromise<Collected> {
    return this.#call("collect", () => this.#store.collectGarbage(options));
  }

  close(): MaybePromise<void> {
    return this.#store.close();
  }

  #call<T>(operation: StoreOperation, run: () => T): T {
    return this.#observers.isEmpty ? run() : called(operation, (call) => this.#observers.tell(call), run);
  }
}
