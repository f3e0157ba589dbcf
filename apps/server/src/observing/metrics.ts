import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Observer } from "./answered.ts";

/** What is counted, in the form that Prometheus reads. */
export interface Metrics {
  readonly onAnswered: Observer;
  readonly contentType: string;
  /** The counts now. */
  readonly text: () => Promise<string>;
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts of one server. Labels are of closed sets: routes, methods that they take, statuses, outcomes. */
export function createMetrics(): Metrics {
  const registers = [new Registry()] as const;
  const [register] = registers;
  // Why none of the library's own: what they listen with is never let go, and a process may have several servers.
  void new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process.",
    registers: [...registers],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  const duration = new Histogram({
    name: "relata_http_request_duration_seconds",
    help: "From the head of a request to the head of its answer.",
    labelNames: ["route", "method", "status"],
    buckets: SECONDS,
    registers: [...registers],
  });
  const decisions = new Counter({
    name: "relata_decisions_total",
    help: "Answers to single questions, by what was decided.",
    labelNames: ["outcome"],
    registers: [...registers],
  });
  return {
    onAnswered: ({ route, method, status, durationMs, outcome }) => {
      // Why not the method of what is no route: whoever calls could make one up for each request.
      const labels = { route, method: route === "" ? "" : method, status };
      duration.observe(labels, durationMs / 1_000);
      if (outcome !== undefined) decisions.inc({ outcome });
    },
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}
