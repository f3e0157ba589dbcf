import { context, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from "@opentelemetry/api";
import type { EngineEvent, EngineObserver, EventFailure, QuestionEvent, StoreCall } from "@relata/core";
import { PROBLEM_STATUS } from "../../problems/problem-status.ts";
import { findTracer } from "./tracer.ts";
import type { TraceOptions } from "./trace-options.ts";

/**
 * Spans of what an engine did, below that of whoever asked: `relata.check` for a question, and, where they are wanted,
 * `relata.store.read` for the calls to the store. They are made when it is done, with the time at which it began, so that what
 * nobody samples costs a look.
 */
export function engineSpans({ storeCalls = false }: TraceOptions): EngineObserver {
  return (event) => {
    const tracer = findTracer();
    if (tracer === undefined) return;
    if (event.kind === "question") questionSpan(tracer, event, storeCalls);
    else if (storeCalls) callSpan(tracer, event, context.active());
  };
}

function questionSpan(tracer: Tracer, event: QuestionEvent, withCalls: boolean): void {
  const { startedAt, durationMs, decisions } = event;
  const attributes = {
    "relata.nodes": event.nodes,
    "relata.lookups": event.lookups,
    "relata.round_trips": event.roundTrips,
    ...Object.fromEntries(Object.entries(decisions ?? {}).map(([outcome, count]) => [`relata.${outcome}`, count])),
    ...failed(event),
  };
  const parent = context.active();
  const span = tracer.startSpan(`relata.${event.question}`, { startTime: startedAt, attributes }, parent);
  if (withCalls && span.isRecording()) {
    for (const call of event.calls) callSpan(tracer, call, trace.setSpan(parent, span));
  }
  if (isFault(event.failure)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(startedAt + durationMs);
}

function callSpan(tracer: Tracer, call: StoreCall, parent: Context): void {
  const { operation, roundTrips, startedAt, durationMs } = call;
  const attributes = { "relata.round_trips": roundTrips, ...failed(call) };
  const options = { kind: SpanKind.CLIENT, startTime: startedAt, attributes };
  const span = tracer.startSpan(`relata.store.${operation}`, options, parent);
  if (isFault(call.failure)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(startedAt + durationMs);
}

function failed({ failure }: EngineEvent): { readonly "error.type"?: EventFailure } {
  return failure === undefined ? {} : { "error.type": failure };
}

/** Whether it is no question that could not be answered, but one that was not. */
function isFault(failure: EventFailure | undefined): boolean {
  return failure !== undefined && (failure === "unexpected" || PROBLEM_STATUS[failure] >= 500);
}
