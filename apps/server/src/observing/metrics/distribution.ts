import { ByLabels, type Labelled, type Labels } from "./by-labels.ts";

/** What a distribution is told in. */
export interface DistributionParts<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
}

/** The values of one choice of labels. */
interface Values {
  /** The last is of what is above all bounds. */
  readonly counts: Float64Array;
  sum: number;
}

/**
 * A histogram as Prometheus reads it. Why not the library's: several are told of each request and each question, and there each of
 * them costs a microsecond.
 */
export class Distribution<L extends string> {
  readonly name: string;
  readonly #parts: DistributionParts<L>;
  readonly #series: ByLabels<L, Values>;

  constructor(parts: DistributionParts<L>) {
    const { name, labelNames, buckets } = parts;
    this.name = name;
    this.#parts = parts;
    this.#series = new ByLabels(labelNames, () => ({ counts: new Float64Array(buckets.length + 1), sum: 0 }));
    // What has no labels is there from the beginning.
    if (labelNames.length === 0) this.#series.of({} as Labels<L>);
  }

  observe(labels: Labels<L>, value: number): void {
    const values = this.#series.of(labels);
    const { buckets } = this.#parts;
    let at = 0;
    while (at < buckets.length && value > (buckets[at] ?? Infinity)) at++;
    values.counts[at] = (values.counts[at] ?? 0) + 1;
    values.sum += value;
  }

  /** As a registry asks for it. */
  get() {
    const { help } = this.#parts;
    const values = this.#series.all().flatMap((series) => this.#valuesOf(series));
    return Promise.resolve({ name: this.name, help, type: "histogram", values, aggregator: "sum" } as const);
  }

  #valuesOf({ labels, kept: { counts, sum } }: Labelled<Values>) {
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
}
