import { isSpanContextValid, ProxyTracerProvider, trace, type Span, type Tracer } from "@opentelemetry/api";
import { VERSION } from "../../version.ts";
import type { TraceIds } from "../answered.ts";

const NAME = "@relata/server";

/**
 * The application's tracer, of whatever it has set up by now; undefined while there is none. Why not the one that does nothing: it makes
 * a span for each request, and what is set on it.
 */
export function findTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer(NAME, VERSION)
    : provider.getTracer(NAME, VERSION);
}

/** The ids of a span, where it is of a trace. */
export function traceIdsOf(span: Span | undefined): TraceIds | undefined {
  const context = span?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return undefined;
  const { traceId, spanId } = context;
  return { traceId, spanId };
}
