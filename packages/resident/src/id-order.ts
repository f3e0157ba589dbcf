import { compareText } from "@relata/model";
import { FIRST } from "./numbers.ts";

/** Fewer numbers are put in order by their texts, where the order of all is not at hand. */
const FEW = 1_000;

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

  /** The numbers, in the order of their ids. */
  sort(numbers: readonly number[]): Int32Array {
    if (this.#ranks.length < this.#texts.length) {
      if (numbers.length < FEW) return Int32Array.from(numbers).sort((a, b) => this.#compare(a, b));
      this.#renew();
    }
    const ranks = Int32Array.from(numbers, (number) => this.#ranks[number] as number).sort();
    return ranks.map((rank) => this.#numbers[rank] as number);
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
