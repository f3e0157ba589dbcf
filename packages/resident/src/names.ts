import { WILDCARD } from "@relata/model";

/** The wildcard `*` of every type. */
export const STAR = 0;

/** The ids of one type as small integers, in the order in which they were met; `STAR` is `*`. An id keeps its number. */
export class Names {
  readonly #numbers = new Map<string, number>([[WILDCARD, STAR]]);
  readonly #ids: string[] = [WILDCARD];

  /** How many there are; all numbers are below. */
  get size(): number {
    return this.#ids.length;
  }

  /** The number of the id; -1 where it was never met. */
  find(id: string): number {
    return this.#numbers.get(id) ?? -1;
  }

  /** The number of the id, which is given one where it has none. */
  number(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const given = this.#ids.length;
    this.#numbers.set(id, given);
    this.#ids.push(id);
    return given;
  }

  id(number: number): string {
    const id = this.#ids[number];
    if (id === undefined) throw new Error("invariant: numbers are of ids that were met");
    return id;
  }
}
