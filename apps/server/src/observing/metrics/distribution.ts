/** What a distribution is told in. */
export interface DistributionParts<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
}

type Labels<L extends string> = Readonly<Record<L, string | number>>;

/** The values of one choice of labels. */
class Series {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly counts: Float64Array;
  sum = 0;

  constructor(labels: Series["labels"], buckets: number) {
    this.labels = labels;
    // The last is of what is above all bounds.
    this.counts = new Float64Array(buckets + 1);
  }
}

/**
 * A histogram as Prometheus reads it. Why not the library's: several are told of each request and each question, and there each of
 * them costs a microsecond.
 */
export class Distribution<L extends string> {
  readonly name: string;
  readonly #parts: DistributionParts<L>;
  readonly #series = new Map<string, Series>();
  /** Most are of the same as the one before. */
  #last: Series | undefined;

  constructor(parts: DistributionParts<L>) {
    this.name = parts.name;
    this.#parts = parts;
    // What has no labels is there from the beginning.
    if (parts.labelNames.length === 0) this.#seriesOf({} as Labels<L>);
  }

  observe(labels: Labels<L>, value: number): void {
    const series = this.#isOf(this.#last, labels) ? this.#last : this.#seriesOf(labels);
    this.#last = series;
    const { buckets } = this.#parts;
    let at = 0;
    while (at < buckets.length && value > (buckets[at] ?? Infinity)) at++;
    series.counts[at] = (series.counts[at] ?? 0) + 1;
    series.sum += value;
  }

  /** As a registry asks for it. */
  get() {
    const { help } = this.#parts;
    const values = [...this.#series.values()].flatMap((series) => this.#valuesOf(series));
    return Promise.resolve({ name: this.name, help, type: "histogram", values, aggregator: "sum" } as const);
  }

  #valuesOf({ labels, counts, sum }: Series) {
    const { name, buckets } = this.#parts;
    let count = 0;
    const values = [...counts].map((one, n) => {
      count += one;
      return { metricName: `${name}_bucket`, labels: { le: buckets[n] ?? "+Inf", ...labels }, value: count };
    });
    return [
      ...values,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }

  #isOf(series: Series | undefined, labels: Labels<L>): series is Series {
    if (series === undefined) return false;
    for (const label of this.#parts.labelNames) if (series.labels[label] !== labels[label]) return false;
    return true;
  }

  #seriesOf(labels: Labels<L>): Series {
    let name = "";
    // Invariant: no label has a line break in it. Each is of a closed set.
    for (const label of this.#parts.labelNames) name += `${labels[label]}\n`;
    let series = this.#series.get(name);
    if (series === undefined) {
      const own = this.#parts.labelNames.map((label) => [label, labels[label]]);
      series = new Series(Object.fromEntries(own) as Series["labels"], this.#parts.buckets.length);
      this.#series.set(name, series);
    }
    return series;
  }
}
