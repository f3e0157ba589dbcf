import { Counter, Gauge, Registry, type Metric as Registered } from "prom-client";
import { Distribution } from "./distribution.ts";
import { METRICS, type LabelOf, type Metric, type MetricName, type Of } from "./metric-table.ts";

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COUNTS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000];

/** The metrics of one server, made of their table: what does not stand there cannot be counted. */
export class Meters {
  readonly registry = new Registry();

  counter<N extends Of<"counter">>(name: N, collect?: (counter: Counter<LabelOf<N>>) => void): Counter<LabelOf<N>> {
    return new Counter<LabelOf<N>>({ ...this.#parts(name), ...collecting(collect) });
  }

  gauge<N extends Of<"gauge">>(name: N, collect?: (gauge: Gauge<LabelOf<N>>) => void): Gauge<LabelOf<N>> {
    return new Gauge<LabelOf<N>>({ ...this.#parts(name), ...collecting(collect) });
  }

  histogram<N extends Of<"histogram">>(name: N): Distribution<LabelOf<N>> {
    const { unit } = METRICS[name];
    const { registers: _, ...parts } = this.#parts(name);
    const histogram = new Distribution<LabelOf<N>>({ ...parts, buckets: unit === "seconds" ? SECONDS : COUNTS });
    // Invariant: a registry asks a metric for its name and its values, and nothing else.
    this.registry.registerMetric(histogram as unknown as Registered);
    return histogram;
  }

  #parts<N extends MetricName>(name: N) {
    const { labels, means }: Metric = METRICS[name];
    return { name, help: means, labelNames: labels as readonly LabelOf<N>[], registers: [this.registry] };
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
