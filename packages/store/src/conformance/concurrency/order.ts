import type { LogChange, Revision } from "../../change-log.ts";
import { parseToken, type ConsistencyToken } from "../../token.ts";
import { placeOf } from "./work.ts";

/** The one order of all writes, as the log tells it. */
export class Order {
  /** What is wrong with the log itself. */
  readonly faults: string[] = [];
  /** By writer: the number of each of its writes, in turn. */
  readonly #numbers = new Map<number, number[]>();
  readonly #places = new Map<number, readonly [writer: number, n: number]>();
  readonly #numberOfTransaction = new Map<number, number>();

  /** @param start the token of the state before all writes, where there is one */
  constructor(log: readonly Revision[], start?: ConsistencyToken) {
    for (const id of start === undefined ? [] : parseToken(start).transactions) this.#numberOfTransaction.set(id, 0);
    let last = 0;
    for (const revision of log) {
      if (revision.number <= last) this.faults.push(`revision ${revision.number} comes after ${last}`);
      last = revision.number;
      for (const id of parseToken(revision.token).transactions) this.#numberOfTransaction.set(id, revision.number);
      this.#add(revision);
    }
  }

  get writers(): readonly number[] {
    return [...this.#numbers.keys()];
  }

  /** How many writes the writer has made. */
  countOf(writer: number): number {
    return this.#numbers.get(writer)?.length ?? 0;
  }

  /** The number of the `n`th write of the writer; Infinity where there is none, and 0 for the state before all. */
  numberOf(writer: number, n: number): number {
    return n === 0 ? 0 : (this.#numbers.get(writer)?.[n - 1] ?? Infinity);
  }

  /** Which write has the number. */
  placeAt(number: number): readonly [writer: number, n: number] | undefined {
    return this.#places.get(number);
  }

  /** The number up to which the state reaches that the token names. */
  reachedBy(token: ConsistencyToken): number {
    const { numbered = 0, transactions } = parseToken(token);
    const named = [numbered, ...transactions].filter((id) => id > 0);
    return named.reduce((most, id) => Math.max(most, this.#numberOfTransaction.get(id) ?? Infinity), 0);
  }

  #add({ number, changes }: Revision): void {
    const made = changes.flatMap(madeBy);
    const [place] = made;
    if (made.length !== 1 || place === undefined) {
      this.faults.push(`revision ${number} made ${made.length} tuples, and a write makes one`);
      return;
    }
    const [writer, n] = place;
    const numbers = this.#numbers.get(writer) ?? [];
    this.#numbers.set(writer, numbers);
    if (n !== numbers.length + 1)
      this.faults.push(`write ${n} of writer ${writer} comes after its ${numbers.length}th`);
    const ended = changes.length - 1;
    if (ended !== Math.min(1, n - 1)) this.faults.push(`write ${n} of writer ${writer} ended ${ended} tuples`);
    numbers.push(number);
    this.#places.set(number, place);
  }
}

function madeBy(change: LogChange): readonly (readonly [number, number])[] {
  return change.kind === "tuple" && change.after !== undefined ? [placeOf(change.after.object)] : [];
}
