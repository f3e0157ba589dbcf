import { compareText } from "@relata/model";
import { FIRST } from "./numbers.ts";

/** Fewer numbers are put in order by their texts, where the order of all is not at hand. */
const FEW = 1_000;

/** Where a list has more than one in so many of all, it is faster to go through all. */
const MANY = 16;

/** The ids of a type in canonical order, as it was when it was last needed: ids that came since are merged in. */
export class IdOrder {
  readonly #texts: readonly string[];
  /** Numbers in the order of their ids. */
  #numbers = new Int32Array(0);
  /** The place in that order by number. */
  #ranks = new Int32Array(0);

  /** @param texts the references by their numbers; grows */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  /** Bytes of the order. */
  get bytes(): number {
    return this.#numbers.byteLength + this.#ranks.byteLength;
  }

  /** The numbers, each of which is there once, in the order of their ids. */
  sort(numbers: readonly number[]): Int32Array {
    if (this.#ranks.length < this.#texts.length) {
      if (numbers.length < FEW) return Int32Array.from(numbers).sort((a, b) => this.#compare(a, b));
      this.#renew();
    }
    return numbers.length * MANY > this.#numbers.length ? this.#picked(numbers) : this.#sorted(numbers);
  }

  #sorted(numbers: readonly number[]): Int32Array {
    const found = new Int32Array(numbers.length);
    for (let i = 0; i < found.length; i++) found[i] = this.#ranks[numbers[i] as number] as number;
    found.sort();
    for (let i = 0; i < found.length; i++) found[i] = this.#numbers[found[i] as number] as number;
    return found;
  }

  /** The same of so many that all are gone through instead. */
  #picked(numbers: readonly number[]): Int32Array {
    const isWanted = new Uint8Array(this.#ranks.length);
    for (const number of numbers) isWanted[number] = 1;
    const found = new Int32Array(numbers.length);
    let count = 0;
    for (const number of this.#numbers) if (isWanted[number] === 1) found[count++] = number;
    return found;
  }

  #compare(a: number, b: number): number {
    return compareText(this.#texts[a] as string, this.#texts[b] as string);
  }

  #renew(): void {
    const size = this.#texts.length;
    const first = Math.max(FIRST, this.#ranks.length);
    const added = Int32Array.from({ length: size - first }, (_, i) => first + i).sort((a, b) => this.#compare(a, b));
    const before = this.#numbers;
    const all = new Int32Array(before.length + added.length);
    for (let i = 0, k = 0; i + k < all.length;) {
      const isOld =
        k === added.length || (i < before.length && this.#compare(before[i] as number, added[k] as number) < 0);
      all[i + k] = (isOld ? before[i] : added[k]) as number;
      if (isOld) i++;
      else k++;
    }
    this.#numbers = all;
    this.#ranks = new Int32Array(size);
    for (const [rank, number] of all.entries()) this.#ranks[number] = rank;
  }
}
