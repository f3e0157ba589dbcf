/** A choice of a value for each label. */
export type Labels<L extends string> = Readonly<Record<L, string | number>>;

/** What is kept for one choice of labels. */
export interface Labelled<V> {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly kept: V;
}

/** Something for each choice of labels that was told. Cost of finding it: the labels compared, where they are those of the last time. */
export class ByLabels<L extends string, V> {
  readonly #names: readonly L[];
  readonly #make: () => V;
  readonly #series = new Map<string, Labelled<V>>();
  #last: Labelled<V> | undefined;

  constructor(names: readonly L[], make: () => V) {
    this.#names = names;
    this.#make = make;
  }

  all(): readonly Labelled<V>[] {
    return [...this.#series.values()];
  }

  of(labels: Labels<L>): V {
    const series = this.#isOf(this.#last, labels) ? this.#last : this.#find(labels);
    this.#last = series;
    return series.kept;
  }

  #isOf(series: Labelled<V> | undefined, labels: Labels<L>): series is Labelled<V> {
    if (series === undefined) return false;
    for (const name of this.#names) if (series.labels[name] !== labels[name]) return false;
    return true;
  }

  #find(labels: Labels<L>): Labelled<V> {
    let key = "";
    // Invariant: no label has a line break in it. Each is of a closed set.
    for (const name of this.#names) key += `${labels[name]}\n`;
    let series = this.#series.get(key);
    if (series === undefined) {
      const own = Object.fromEntries(this.#names.map((name) => [name, labels[name]]));
      series = { labels: own, kept: this.#make() };
      this.#series.set(key, series);
    }
    return series;
  }
}
