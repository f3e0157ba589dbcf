import { compareObjects, compareText, compareTuples, type Tuple } from "@relata/model";
import type { LogChange, TupleChange, ValueChange } from "../change-log.ts";
import type { StoredModel } from "../model-history.ts";
import { snapshotExpired } from "../refusals.ts";
import { sameTuple } from "../same-tuple.ts";
import type { Changes } from "../store.ts";
import { MemoryKeys } from "./memory-keys.ts";
import { MemoryState, type Held } from "./memory-state.ts";

/** One committed write: what a revision says, and what takes the state back to the one before it. */
export interface Commit {
  readonly number: number;
  readonly at: number;
  readonly changes: readonly LogChange[];
}

/** Everything of one store of a database in memory: what is live, and how it came to be. */
export class MemoryTenant {
  readonly state: MemoryState;
  readonly models: StoredModel[] = [];
  readonly keys = new MemoryKeys();
  /** The newest number; 0 before the first write. */
  newest = 0;
  /** The newest number of those that were forgotten. */
  collected = 0;
  /** By number. */
  #commits: Commit[] = [];
  /** Which write made a tuple; none of those that the store began with. */
  readonly #madeIn = new WeakMap<Tuple, number>();
  /** The last state that was rebuilt: pages ask for one again and again. */
  #past: { readonly number: number; readonly state: MemoryState } | undefined;

  constructor(held?: Held) {
    this.state = new MemoryState(held);
  }

  /**
   * The state right after that number. Cost: nothing where it is the newest or the last that was asked for; else the whole
   * store, and every change since.
   *
   * @throws Failure `snapshot_expired`
   */
  at(number: number): MemoryState {
    if (number >= this.newest) return this.state;
    this.requireHistory(number);
    if (this.#past?.number === number) return this.#past.state;
    const state = this.state.copy();
    for (const { changes } of this.after(number).toReversed()) for (const change of changes) state.undo(change);
    this.#past = { number, state };
    return state;
  }

  /** Whether it holds nothing, and never did since it began. */
  isEmpty(): boolean {
    return this.newest === 0 && this.state.tuples().length === 0 && this.state.attributes().length === 0;
  }

  /** Commits after that number, oldest first. */
  after(number: number): readonly Commit[] {
    return this.#commits.slice(this.#indexAfter(number));
  }

  /** Whether that number is of a write of this store whose state can still be read. */
  knows(number: number): boolean {
    return number === this.collected || this.#commits[this.#indexAfter(number) - 1]?.number === number;
  }

  /** @throws Failure `snapshot_expired` where a write of this store after that number has been forgotten */
  requireHistory(number: number): void {
    if (number < this.collected) throw snapshotExpired(number, this.collected);
  }

  madeIn(tuple: Tuple): number {
    return this.#madeIn.get(tuple) ?? 0;
  }

  /** Makes the changes, which nothing refuses any more, and answers what they were, in canonical order. */
  apply({ touch = [], create = [], delete: ended = [], attributes = [] }: Changes, number: number): AppliedChanges {
    const made = [...create, ...touch].flatMap((tuple) => this.#put(tuple, number));
    const deleted = ended.flatMap((key): TupleChange[] => {
      const before = this.state.delete(key);
      return before === undefined ? [] : [{ kind: "tuple", before }];
    });
    const tuples = [...made, ...deleted].sort((a, b) => compareTuples(tupleOf(a), tupleOf(b)));
    const values = attributes.flatMap((change) => this.state.change(change)).sort(compareValues);
    return { changes: [...tuples, ...values], written: made.length, deleted: deleted.length };
  }

  record(commit: Commit): void {
    this.#commits.push(commit);
    this.newest = commit.number;
  }

  /** Forgets commits up to that number, and answers them. */
  forget(number: number): readonly Commit[] {
    const index = this.#indexAfter(number);
    const gone = this.#commits.slice(0, index);
    this.#commits = this.#commits.slice(index);
    this.collected = gone.at(-1)?.number ?? this.collected;
    if (gone.length > 0) this.#past = undefined;
    return gone;
  }

  /** A copy, so that each write's tuple is told from all others, and stays as it was given. */
  #put(tuple: Tuple, number: number): readonly TupleChange[] {
    const before = this.state.graph.find(tuple);
    if (before !== undefined && sameTuple(before, tuple)) return [];
    const after = { ...tuple };
    this.#madeIn.set(after, number);
    this.state.add(after);
    return [{ kind: "tuple", ...(before !== undefined && { before }), after }];
  }

  /** Where the commits after that number begin. */
  #indexAfter(number: number): number {
    let [low, high] = [0, this.#commits.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#commits[middle]?.number ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export interface AppliedChanges {
  readonly changes: readonly LogChange[];
  readonly written: number;
  readonly deleted: number;
}

function tupleOf({ before, after }: TupleChange): Tuple {
  const tuple = after ?? before;
  if (tuple === undefined) throw new TypeError("a change of a tuple lacks the tuple");
  return tuple;
}

function compareValues(a: ValueChange, b: ValueChange): number {
  return compareObjects(a.object, b.object) || compareText(a.name, b.name);
}
