import { compareObjects, compareText, fromEntries, type Json, type JsonObject, type Tuple } from "@relata/model";
import { answerFrom, MemoryGraph, type Ask, type Plan } from "@relata/resolver";
import { checkChanges } from "./check-changes.ts";
import { matches } from "./matches.ts";
import { MemoryModels } from "./memory-models.ts";
import type { ModelHistory } from "./model-history.ts";
import { preconditionFailed, storeClosed, tupleExists } from "./refusals.ts";
import { runPlan } from "./run-plan.ts";
import { sameTuple } from "./same-tuple.ts";
import type {
  AttributeChange,
  Changes,
  ConsistencyToken,
  Contents,
  ObjectAttributes,
  Precondition,
  Read,
  Store,
  TupleFilter,
  Written,
} from "./store.ts";
import { formatToken } from "./token.ts";

/** What the store holds to begin with, before its first transaction. Of two tuples of one key the last stays. */
export interface MemoryStoreOptions {
  readonly tuples?: Iterable<Tuple>;
  readonly attributes?: Iterable<ObjectAttributes>;
}

// Why: the room is pure and cannot make a random one. Tokens of two stores in memory are not told apart.
const STORE_ID = "memory----------------";

/** A store that ends with the process: for tests, for demonstrations, and for tuples that come from elsewhere. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  return new MemoryStore(options);
}

/**
 * The port in memory. Every method answers at once, and JavaScript runs one at a time, so that a method is its own
 * snapshot and its own transaction. No history is kept but that of models. Cost of a write: its own size, whatever the store holds.
 */
export class MemoryStore implements Store {
  readonly models: ModelHistory = new MemoryModels({
    refuseClosed: () => this.#refuseClosed(),
    contents: () => this.contents(),
    delete: (changes) => this.write(changes),
  });
  readonly #graph: MemoryGraph;
  /** By JSON text of the object; only objects that have any. */
  readonly #attributes = new Map<string, ObjectAttributes>();
  #transaction = 0;
  #closed = false;

  constructor({ tuples = [], attributes = [] }: MemoryStoreOptions) {
    this.#graph = new MemoryGraph(tuples);
    for (const { object, values } of attributes) this.#change({ object, set: values });
  }

  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    this.#refuseClosed();
    return { value: runPlan(start, (wanted) => answerFrom(this.#graph, wanted)), token: this.#token() };
  }

  write(changes: Changes): Written {
    this.#refuseClosed();
    // Invariant: whatever can be refused is refused before the first change.
    checkChanges(changes);
    for (const precondition of changes.preconditions ?? []) this.#demand(precondition);
    const present = changes.create?.find((tuple) => this.#graph.find(tuple) !== undefined);
    if (present !== undefined) throw tupleExists(present);
    return this.#apply(changes);
  }

  contents(): Contents {
    this.#refuseClosed();
    const attributes = [...this.#attributes.values()].sort((a, b) => compareObjects(a.object, b.object));
    return { tuples: this.#graph.tuples(), attributes, token: this.#token() };
  }

  close(): void {
    this.#closed = true;
  }

  #apply({ touch = [], create = [], delete: ended = [], attributes = [] }: Changes): Written {
    const deleted = ended.filter((key) => this.#graph.delete(key) !== undefined).length;
    const made = [...create, ...touch.filter((tuple) => !this.#isLive(tuple))];
    for (const tuple of made) this.#graph.add(tuple);
    for (const change of attributes) this.#change(change);
    this.#transaction++;
    return { token: this.#token(), written: made.length, deleted };
  }

  /** Makes new values instead of changing the old: whoever was answered those keeps what they were. */
  #change({ object, set = {}, unset = [] }: AttributeChange): void {
    const key = JSON.stringify([object.type, object.id]);
    const gone = new Set(unset);
    const values = new Map<string, Json>(Object.entries({ ...this.#attributes.get(key)?.values, ...set }));
    const left = sorted([...values].filter(([name]) => !gone.has(name)));
    this.#graph.setAttributes(object, left);
    if (Object.keys(left).length === 0) this.#attributes.delete(key);
    else this.#attributes.set(key, { object: { type: object.type, id: object.id }, values: left });
  }

  #isLive(tuple: Tuple): boolean {
    const live = this.#graph.find(tuple);
    return live !== undefined && sameTuple(live, tuple);
  }

  /** @throws Failure `precondition_failed` */
  #demand(precondition: Precondition): void {
    const { must, filter } = precondition;
    const found = this.#candidates(filter).some((tuple) => matches(filter, tuple)) ? "match" : "not_match";
    if (found !== must) throw preconditionFailed(precondition);
  }

  /** A list that holds every tuple that the filter can match. Cost: all tuples where it names neither end in full. */
  #candidates({ object, relation, subject }: TupleFilter): readonly Tuple[] {
    if (subject?.type !== undefined && subject.id !== undefined) {
      return this.#graph.usages({ type: subject.type, id: subject.id });
    }
    if (object?.type !== undefined && object.id !== undefined && relation !== undefined) {
      return this.#graph.objects({ type: object.type, id: object.id }, relation);
    }
    return this.#graph.tuples();
  }

  #token(): ConsistencyToken {
    return formatToken(STORE_ID, this.#transaction);
  }

  #refuseClosed(): void {
    if (this.#closed) throw storeClosed();
  }
}

/** In order of name, so that equal attributes print alike, whatever the order in which they were set. */
function sorted(entries: readonly (readonly [string, Json])[]): JsonObject {
  return fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
