import type { Tuple, TupleKey } from "@relata/model";
import type { Changes, ConsistencyToken, Written } from "@relata/store";
import { OwnTransactions } from "./own-transactions.ts";

/** The most tuples of a write that is kept until it is in the graph. */
const MOST_TUPLES = 100;

/** The most writes that are kept. */
const MOST_WRITES = 100;

/** A write that the graph can take as it was given: what it changed is in no doubt. */
export interface PlainWrite {
  readonly token: ConsistencyToken;
  readonly made: readonly Tuple[];
  readonly ended: readonly TupleKey[];
}

/** What the engine wrote itself, and wants to see at once. */
export class OwnWrites {
  /** How many there were. */
  count = 0;
  readonly transactions = new OwnTransactions();
  /** The newest ones that are plain, each by how many there were with it. */
  readonly #plain = new Map<number, PlainWrite>();

  /** Says that there was one; which, where that is known. */
  add(write?: PlainWrite): void {
    this.count++;
    if (write !== undefined) this.#plain.set(this.count, write);
    this.#plain.delete(this.count - MOST_WRITES);
  }

  /** Says that there was one in a transaction of the application, which may commit at any time. */
  addInside(token: ConsistencyToken): void {
    this.count++;
    this.transactions.add(token);
  }

  /** All writes after the first so many; undefined where one of them is not kept. */
  after(count: number): readonly PlainWrite[] | undefined {
    const writes: PlainWrite[] = [];
    for (let n = count + 1; n <= this.count; n++) {
      const write = this.#plain.get(n);
      if (write === undefined) return undefined;
      writes.push(write);
    }
    return writes;
  }

  /** Forgets the first so many. */
  forget(count: number): void {
    for (const n of this.#plain.keys()) if (n <= count) this.#plain.delete(n);
  }
}

/**
 * The write as one that a graph can take, where each tuple that it gave was made by it, and each that it named was ended. None for values, which
 * are as they are stored, and for what was so before: a tuple that was not there may have been made beside the write, and stays.
 */
export function toPlainWrite(changes: Changes, { token, isRepeat, written, deleted }: Written): PlainWrite | undefined {
  const { touch = [], create = [], delete: ended = [], attributes = [] } = changes;
  const made = [...touch, ...create];
  const isDone = !isRepeat && written === made.length && deleted === ended.length;
  if (!isDone || attributes.length > 0 || made.length + ended.length > MOST_TUPLES) return undefined;
  const isPlain = made.every(
    ({ policy, from, until }) => policy === undefined && from === undefined && until === undefined,
  );
  return isPlain ? { token, made, ended } : undefined;
}
