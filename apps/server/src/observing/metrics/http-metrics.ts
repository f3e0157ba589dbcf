import type { Decisions } from "@relata/core";
import type { Answered } from "../answered.ts";
import { methodOf } from "../method-of.ts";
import type { Meters } from "./meters.ts";

const OUTCOMES = ["allowed", "denied", "conditional", "failed"] as const satisfies readonly (keyof Decisions)[];

/** Of requests: how long they took, what was wrong with them, and what they were decided. */
export function httpMetrics(meters: Meters) {
  const duration = meters.histogram("relata_http_request_duration_seconds");
  let inFlight = 0;
  meters.gauge("relata_http_requests_in_flight", (gauge) => gauge.set(inFlight));
  const problems = meters.counter("relata_http_problems_total");
  const decided = meters.counter("relata_decisions_total");
  return {
    onBegun: () => void inFlight++,
    onAnswered: ({ route, method, status, durationMs, problem, decisions }: Answered) => {
      inFlight--;
      duration.observe({ route, method: labelOf(route, method), status }, durationMs / 1_000);
      if (problem !== undefined) problems.inc({ route, code: problem });
      if (decisions === undefined) return;
      for (const outcome of OUTCOMES) if (decisions[outcome] > 0) decided.inc({ route, outcome }, decisions[outcome]);
    },
  };
}

/** Why not the method of what is no route: whoever calls could make one up for each request. */
function labelOf(route: string, method: string): string {
  return route === "" ? "" : (methodOf(method) ?? "other");
}
