import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type TextMapGetter,
} from "@opentelemetry/api";
import type { Answered, TraceIds } from "../answered.ts";
import { methodOf } from "../method-of.ts";
import { findTracer, traceIdsOf } from "./tracer.ts";
import type { TraceOptions } from "./trace-options.ts";

const HEADERS: TextMapGetter<Headers> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/** A request, before it is answered. */
export interface Begun {
  readonly method: string;
  /** Empty where there is no such route. */
  readonly route: string;
  readonly headers: Headers;
  /** By the clock of `performance.now`. */
  readonly startedAt: number;
}

/**
 * The span of one request, by the semantic conventions of HTTP servers. The parent is what `traceparent` names, where the application
 * propagates that. Why neither path, query nor address, which the conventions have: a path may hold an id, or a key that was
 * pasted there.
 */
export class ServerSpan {
  readonly #span: Span;
  readonly #context: Context;
  readonly #startedAt: number;

  constructor(span: Span, parent: Context, startedAt: number) {
    this.#span = span;
    this.#context = trace.setSpan(parent, span);
    this.#startedAt = startedAt;
  }

  /** Undefined where the application traces nothing: then nothing is made. */
  static begin({ method, route, headers, startedAt }: Begun): ServerSpan | undefined {
    const tracer = findTracer();
    if (tracer === undefined) return undefined;
    const known = methodOf(method);
    const attributes = { "http.request.method": known ?? "_OTHER", ...(route !== "" && { "http.route": route }) };
    const parent = propagation.extract(context.active(), headers, HEADERS);
    const name = [known ?? "HTTP", route].join(" ").trim();
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, startTime: startedAt, attributes }, parent);
    return new ServerSpan(span, parent, startedAt);
  }

  get ids(): TraceIds | undefined {
    return traceIdsOf(this.#span);
  }

  /** What runs in it has it for its parent. */
  run<T>(inside: () => T): T {
    return context.with(this.#context, inside);
  }

  end({ status, problem, outcome, requestId, key, durationMs }: Answered, { callers = false }: TraceOptions): void {
    const span = this.#span;
    if (span.isRecording()) {
      span.setAttributes({ "http.response.status_code": status, "relata.request_id": requestId });
      if (problem !== undefined) span.setAttribute("error.type", problem);
      if (outcome !== undefined) span.setAttribute("relata.outcome", outcome);
      if (callers && key !== undefined) span.setAttribute("enduser.id", key);
      // A request that is refused is no fault of the server.
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(this.#startedAt + durationMs);
  }
}
