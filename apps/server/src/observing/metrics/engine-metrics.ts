import type { EngineEvent, EngineObserver, QuestionEvent, StoreCall } from "@relata/core";
import type { Meters } from "./meters.ts";

/** Of the engine: its questions, what they cost, and how it calls its store. */
export function engineMetrics(meters: Meters): EngineObserver {
  const duration = meters.histogram("relata_question_duration_seconds");
  const failures = meters.counter("relata_question_failures_total");
  const nodes = meters.histogram("relata_question_nodes");
  const lookups = meters.histogram("relata_question_lookups");
  const roundTrips = meters.histogram("relata_question_round_trips");
  const allRoundTrips = meters.counter("relata_store_round_trips_total");
  const callDuration = meters.histogram("relata_store_call_duration_seconds");
  const onCall = (call: StoreCall): void => {
    const { operation, durationMs } = call;
    allRoundTrips.inc({ operation }, call.roundTrips);
    callDuration.observe({ operation, outcome: outcomeOf(call) }, durationMs / 1_000);
  };
  const onQuestion = (event: QuestionEvent): void => {
    const { question, failure, durationMs } = event;
    duration.observe({ question, outcome: outcomeOf(event) }, durationMs / 1_000);
    if (failure !== undefined) failures.inc({ question, code: failure });
    nodes.observe({ question }, event.nodes);
    lookups.observe({ question }, event.lookups);
    roundTrips.observe({ question }, event.roundTrips);
    for (const call of event.calls) onCall(call);
  };
  return (event) => (event.kind === "question" ? onQuestion(event) : onCall(event));
}

function outcomeOf({ failure }: EngineEvent): "answered" | "failed" {
  return failure === undefined ? "answered" : "failed";
}
