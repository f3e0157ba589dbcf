/** One thing that is counted or measured. */
export interface Metric {
  readonly type: "counter" | "gauge" | "histogram";
  /** What one of it is; `1` for what is there to carry labels. */
  readonly unit: string;
  /** Each of a closed set of values, whatever callers send. */
  readonly labels: readonly string[];
  /** In a sentence, for the documents and for Prometheus. */
  readonly means: string;
}

/** Everything that the server counts and measures. The documents hold the same table. */
export const METRICS = {
  relata_http_request_duration_seconds: {
    type: "histogram",
    unit: "seconds",
    labels: ["route", "method", "status"],
    means: "From the head of a request to the head of its answer.",
  },
  relata_http_requests_in_flight: {
    type: "gauge",
    unit: "requests",
    labels: [],
    means: "Requests whose answers have not begun.",
  },
  relata_http_problems_total: {
    type: "counter",
    unit: "problems",
    labels: ["route", "code"],
    means: "Requests that were answered with a problem, by its code.",
  },
  relata_decisions_total: {
    type: "counter",
    unit: "decisions",
    labels: ["route", "outcome"],
    means:
      "Answers to callers, each item of a batch by itself; `failed` is one that has an error in the place of a decision.",
  },
  relata_question_duration_seconds: {
    type: "histogram",
    unit: "seconds",
    labels: ["question", "outcome"],
    means:
      "Questions to the engine, the server's own about its callers included, from when they are put until they are `answered` or `failed`.",
  },
  relata_question_failures_total: {
    type: "counter",
    unit: "questions",
    labels: ["question", "code"],
    means: "Questions to the engine that failed as a whole, by the code of the failure.",
  },
  relata_question_nodes: {
    type: "histogram",
    unit: "nodes",
    labels: ["question"],
    means:
      "Nodes that the evaluation of a question visited: what the budget counts, and again for each run that was repeated.",
  },
  relata_question_lookups: {
    type: "histogram",
    unit: "lookups",
    labels: ["question"],
    means: "Tuples, groups, attributes and lists of ids that the evaluation of a question asked for.",
  },
  relata_question_round_trips: {
    type: "histogram",
    unit: "round trips",
    labels: ["question"],
    means: "Batches, or on SQLite queries, that a question asked of the store.",
  },
  relata_store_round_trips_total: {
    type: "counter",
    unit: "round trips",
    labels: ["operation"],
    means: "The same of all calls to the store: one for a call that is no `read`.",
  },
  relata_store_call_duration_seconds: {
    type: "histogram",
    unit: "seconds",
    labels: ["operation", "outcome"],
    means: "Calls to the store until they are `answered` or `failed`.",
  },
  relata_store_tuples: {
    type: "gauge",
    unit: "tuples",
    labels: [],
    means: "Live tuples, counted at most once a minute, beside the scrape; missing until the first count is done.",
  },
  relata_store_tuples_age_seconds: {
    type: "gauge",
    unit: "seconds",
    labels: [],
    means: "Since tuples were counted.",
  },
  relata_store_connections: {
    type: "gauge",
    unit: "connections",
    labels: ["state"],
    means: "Connections to PostgreSQL, `busy` and `free`.",
  },
  relata_store_waiting_calls: {
    type: "gauge",
    unit: "calls",
    labels: [],
    means: "Calls that wait for a connection to PostgreSQL.",
  },
  relata_watch_streams: { type: "gauge", unit: "streams", labels: [], means: "Streams of `/v1/watch` that are open." },
  relata_watch_events_total: {
    type: "counter",
    unit: "events",
    labels: ["event"],
    means: "Events that streams were told.",
  },
  relata_watch_delay_seconds: {
    type: "histogram",
    unit: "seconds",
    labels: [],
    means: "From a write to the moment when a stream is told of it, by the clocks of whoever wrote and of this server.",
  },
  relata_watch_lag_revisions: {
    type: "gauge",
    unit: "revisions",
    labels: [],
    means:
      "How far the slowest stream is behind the newest revision, looked at beside the scrape before; missing without streams.",
  },
  relata_authentications_total: {
    type: "counter",
    unit: "attempts",
    labels: ["outcome", "reason"],
    means: "Callers that were `allowed` or `refused`, and why: `limit` is one that asks too often.",
  },
  relata_audit_waiting_rows: {
    type: "gauge",
    unit: "rows",
    labels: [],
    means: "Rows of the audit that are not written yet.",
  },
  relata_build_info: {
    type: "gauge",
    unit: "1",
    labels: ["version", "model"],
    means: "The version of the server, and the hash of the model that it answers under.",
  },
  process_cpu_seconds_total: {
    type: "counter",
    unit: "seconds",
    labels: ["mode"],
    means: "Processor time of the process, `user` and `system`.",
  },
  process_resident_memory_bytes: { type: "gauge", unit: "bytes", labels: [], means: "Memory of the process." },
  process_start_time_seconds: {
    type: "gauge",
    unit: "seconds",
    labels: [],
    means: "When the process began, since the epoch.",
  },
  nodejs_heap_size_total_bytes: { type: "gauge", unit: "bytes", labels: [], means: "Heap that V8 has." },
  nodejs_heap_size_used_bytes: { type: "gauge", unit: "bytes", labels: [], means: "Heap that V8 uses." },
  nodejs_external_memory_bytes: { type: "gauge", unit: "bytes", labels: [], means: "Memory outside of the heap." },
  nodejs_eventloop_utilization: {
    type: "gauge",
    unit: "ratio",
    labels: [],
    means: "How busy the event loop was since the scrape before: 1 is always.",
  },
  nodejs_active_resources: {
    type: "gauge",
    unit: "resources",
    labels: [],
    means: "Sockets, timers and requests that keep the process going.",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

/** The metrics of one type. */
export type Of<T extends Metric["type"]> = {
  [N in MetricName]: (typeof METRICS)[N]["type"] extends T ? N : never;
}[MetricName];

export type LabelOf<N extends MetricName> = (typeof METRICS)[N]["labels"][number];
