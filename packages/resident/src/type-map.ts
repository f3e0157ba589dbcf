/** Values by type and name, compared part by part. */
export class TypeMap<V> {
  readonly #types = new Map<string, Map<string, V>>();

  get(type: string, name: string): V | undefined {
    return this.#types.get(type)?.get(name);
  }

  set(type: string, name: string, value: V): void {
    let names = this.#types.get(type);
    if (names === undefined) this.#types.set(type, (names = new Map<string, V>()));
    names.set(name, value);
  }

  *values(): Generator<V> {
    for (const names of this.#types.values()) yield* names.values();
  }
}
