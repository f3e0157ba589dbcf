import { WILDCARD } from "@relata/model";
import { IdOrder } from "./id-order.ts";
import { STAR } from "./numbers.ts";
import type { References } from "./references.ts";

/** Of a string, beside its characters, and of the place that holds it; by measurement. */
const BYTES_OF_STRING = 28;

/** The ids of one type as small integers, in the order in which they were met; `STAR` is `*`. An id keeps its number. */
export class Names {
  /** Which of the types it is. */
  readonly place: number;
  readonly #references: References;
  readonly #prefix: string;
  readonly #texts: string[];
  #characters = 0;
  #order: IdOrder | undefined;

  /** @param separator what stands between the type and ids in texts that nobody else has */
  constructor(references: References, type: string, separator: string) {
    const prefix = type + separator;
    this.place = references.addType(type);
    this.#references = references;
    this.#prefix = prefix;
    this.#texts = [prefix + WILDCARD, "", ""];
    references.add(prefix + WILDCARD, this.place, STAR);
  }

  /** All numbers are below. */
  get size(): number {
    return this.#texts.length;
  }

  /** Bytes of the texts. */
  get bytes(): number {
    return this.#characters + this.#texts.length * BYTES_OF_STRING + (this.#order?.bytes ?? 0);
  }

  /** The number of the id; -1 where it was never met. */
  find(id: string): number {
    const place = this.#references.find(this.#prefix + id);
    return place < 0 ? -1 : this.#references.numberAt(place);
  }

  /** The number of the id, which is given one where it has none. */
  number(id: string): number {
    // Why joined: a text that was added to another is two strings in memory, for as long as it is kept.
    const text = [this.#prefix, id].join("");
    const place = this.#references.find(text);
    if (place >= 0) return this.#references.numberAt(place);
    const given = this.#texts.length;
    this.#texts.push(text);
    this.#characters += text.length;
    this.#references.add(text, this.place, given);
    return given;
  }

  id(number: number): string {
    return this.text(number).slice(this.#prefix.length);
  }

  /** The numbers, in the order of their ids. */
  inOrder(numbers: readonly number[]): Int32Array {
    return (this.#order ??= new IdOrder(this.#texts)).sort(numbers);
  }

  /** The whole reference, as it is written. */
  text(number: number): string {
    const text = this.#texts[number];
    if (text === undefined || text === "") throw new Error("invariant: numbers are of ids that were met");
    return text;
  }
}
