type Level<V> = Map<string, Level<V> | V>;

/**
 * A map whose keys are paths of a fixed length. Parts are compared one by one, never joined: no choice of ids can make
 * two paths meet.
 */
export class PathMap<V> {
  readonly #root: Level<V> = new Map();

  get(path: readonly string[]): V | undefined {
    let at: Level<V> | V | undefined = this.#root;
    for (const part of path) {
      if (at === undefined) return undefined;
      at = (at as Level<V>).get(part);
    }
    return at as V | undefined;
  }

  set(path: readonly string[], value: V): void {
    this.#last(path).set(path.at(-1) ?? "", value);
  }

  /** The value at the path, made if there is none yet. */
  entry(path: readonly string[], make: () => V): V {
    const level = this.#last(path);
    const part = path.at(-1) ?? "";
    const known = level.get(part) as V | undefined;
    if (known !== undefined) return known;
    const made = make();
    level.set(part, made);
    return made;
  }

  delete(path: readonly string[]): boolean {
    return this.#last(path).delete(path.at(-1) ?? "");
  }

  #last(path: readonly string[]): Level<V> {
    let level = this.#root;
    const last = path.length - 1;
    for (let n = 0; n < last; n++) {
      const part = path[n] ?? "";
      let next = level.get(part) as Level<V> | undefined;
      if (next === undefined) {
        next = new Map();
        level.set(part, next);
      }
      level = next;
    }
    return level;
  }
}
