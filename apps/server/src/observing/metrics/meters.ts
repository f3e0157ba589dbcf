import { Gauge, Registry, type Metric as Registered } from "prom-client";
import { Distribution } from "./distribution.ts";
import { METRICS, type LabelOf, type Metric, type MetricName, type Of } from "./metric-table.ts";
import { Tally } from "./tally.ts";

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COUNTS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000];

/** The metrics of one server, made of their table: what does not stand there cannot be counted. */
export class Meters {
  readonly registry = new Registry();

  counter<N extends Of<"counter">>(name: N, collect?: (tally: Tally<LabelOf<N>>) => void): Tally<LabelOf<N>> {
    return this.#registered(new Tally<LabelOf<N>>(this.#parts(name), collect));
  }

  gauge<N extends Of<"gauge">>(name: N, collect?: (gauge: Gauge<LabelOf<N>>) => void): Gauge<LabelOf<N>> {
    return new Gauge<LabelOf<N>>({ ...this.#parts(name), registers: [this.registry], ...collecting(collect) });
  }

  histogram<N extends Of<"histogram">>(name: N): Distribution<LabelOf<N>> {
    const buckets = METRICS[name].unit === "seconds" ? SECONDS : COUNTS;
    return this.#registered(new Distribution<LabelOf<N>>({ ...this.#parts(name), buckets }));
  }

  #registered<M extends { readonly name: string; get(): Promise<object> }>(metric: M): M {
    // Invariant: a registry asks a metric for its name and its values, and nothing else.
    this.registry.registerMetric(metric as unknown as Registered);
    return metric;
  }

  #parts<N extends MetricName>(name: N) {
    const { labels, means }: Metric = METRICS[name];
    return { name, help: means, labelNames: labels as readonly LabelOf<N>[] };
  }
}

/** What the metric is set to when it is read. */
function collecting<M>(collect: ((metric: M) => void) | undefined): { collect?: (this: M) => void } {
  if (collect === undefined) return {};
  return {
    collect() {
      collect(this);
    },
  };
}

/** Sets what may not be known; then there is no sample, and no 0 that nobody counted. */
export function setKnown(gauge: Gauge<never>, value: number | undefined): void {
  if (value === undefined) gauge.remove();
  else gauge.set(value);
}
