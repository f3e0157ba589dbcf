/**
 * The references that were met, by their text. Each has a place of its own, and behind the place stand the place of its type and its
 * number there, side by side: to know a text costs one look-up, and no string is made.
 */
export class References {
  readonly #places = new Map<string, number>();
  #parts = new Int32Array(64);
  readonly #types: string[] = [];

  /** Answers the place of the type, which must be new. */
  addType(name: string): number {
    return this.#types.push(name) - 1;
  }

  /** The type at a place. */
  typeName(place: number): string {
    return this.#types[place] as string;
  }

  /** How many there are. */
  get size(): number {
    return this.#places.size;
  }

  /** Bytes of the arrays, and what a look-up costs beside its text. */
  get bytes(): number {
    return this.#parts.byteLength + this.size * BYTES_OF_ENTRY;
  }

  /** Where the reference of that text stands; -1 where it was never met. */
  find(text: string): number {
    return this.#places.get(text) ?? -1;
  }

  /** The place of the type of what stands there. */
  typeAt(place: number): number {
    return this.#parts[place * 2] as number;
  }

  /** The number, among those of its type, of what stands there. */
  numberAt(place: number): number {
    return this.#parts[place * 2 + 1] as number;
  }

  add(text: string, type: number, number: number): void {
    const place = this.#places.size;
    this.#places.set(text, place);
    if (place * 2 + 1 >= this.#parts.length) {
      const larger = new Int32Array(this.#parts.length * 2);
      larger.set(this.#parts);
      this.#parts = larger;
    }
    this.#parts[place * 2] = type;
    this.#parts[place * 2 + 1] = number;
  }
}

/** Of an entry in a map of texts to numbers, by measurement. */
const BYTES_OF_ENTRY = 40;
