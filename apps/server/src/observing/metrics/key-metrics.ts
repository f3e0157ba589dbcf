import type { AuditRow } from "@relata/keys";
import type { Meters } from "./meters.ts";

/** Of callers: who was let in, and why others were not. Answers what is told of each attempt. */
export function keyMetrics(meters: Meters, waiting: () => number): (row: AuditRow) => void {
  const attempts = meters.counter("relata_authentications_total");
  meters.gauge("relata_audit_waiting_rows", (gauge) => gauge.set(waiting()));
  return ({ event, outcome, reason = "" }) => {
    if (event === "attempt") attempts.inc({ outcome, reason });
  };
}
