import { ByLabels, type Labels } from "./by-labels.ts";

/** What a tally is told in. */
export interface TallyParts<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
}

/**
 * A counter as Prometheus reads it. Why not the library's: some are told of each request, and there each of them costs half a
 * microsecond.
 */
export class Tally<L extends string> {
  readonly name: string;
  readonly #help: string;
  readonly #series: ByLabels<L, { value: number }>;
  readonly #collect: (tally: Tally<L>) => void;

  /** @param collect sets what is only known when it is read */
  constructor({ name, help, labelNames }: TallyParts<L>, collect: (tally: Tally<L>) => void = () => undefined) {
    this.name = name;
    this.#help = help;
    this.#series = new ByLabels(labelNames, () => ({ value: 0 }));
    this.#collect = collect;
  }

  inc(labels: Labels<L>, by = 1): void {
    this.#series.of(labels).value += by;
  }

  set(labels: Labels<L>, value: number): void {
    this.#series.of(labels).value = value;
  }

  /** As a registry asks for it. */
  get() {
    this.#collect(this);
    const values = this.#series.all().map(({ labels, kept: { value } }) => ({ labels, value }));
    return Promise.resolve({ name: this.name, help: this.#help, type: "counter", values, aggregator: "sum" } as const);
  }
}
