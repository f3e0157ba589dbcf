import { withoutSecrets } from "@relata/keys";
import { isFailure } from "@relata/model";
import { trace } from "@opentelemetry/api";
import { pino, type DestinationStream } from "pino";
import type { Log } from "../log.ts";
import type { Observer, TraceIds } from "./answered.ts";
import { traceIdsOf } from "./tracing/tracer.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface JsonLog {
  readonly log: Log;
  /** A line for each request: `info`, and `warn` where the server is at fault. */
  readonly onAnswered: Observer;
}

/**
 * Structured logs: an object a line. What goes into it is named here one by one, so that nothing of a request comes along, and what
 * errors say goes without any key that they repeat.
 */
export function jsonLog(level: LogLevel, destination: DestinationStream): JsonLog {
  const paths = ["*.authorization", "*.password", "*.secret", "*.token", "*.apiKey"];
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: "***" }, mixin },
    destination,
  );
  return {
    log: (message, cause) => {
      if (cause === undefined) logger.info(withoutSecrets(message));
      else logger.error({ error: errorOf(cause) }, withoutSecrets(message));
    },
    onAnswered: ({ durationMs, trace, ...answered }) => {
      const line = { ...answered, durationMs: Math.round(durationMs * 1_000) / 1_000, ...fieldsOf(trace) };
      if (answered.status >= 500) logger.warn(line, "request");
      else logger.info(line, "request");
    },
  };
}

/** The span in which something is logged, by the names that OpenTelemetry has for logs. */
function mixin(): object {
  return fieldsOf(traceIdsOf(trace.getActiveSpan()));
}

function fieldsOf(ids: TraceIds | undefined): object {
  return ids === undefined ? {} : { trace_id: ids.traceId, span_id: ids.spanId };
}

function errorOf(cause: unknown): object {
  if (!(cause instanceof Error)) return { message: withoutSecrets(String(cause)) };
  const { name, message, stack = "" } = cause;
  return {
    name,
    message: withoutSecrets(message),
    stack: withoutSecrets(stack),
    ...(isFailure(cause) && { code: cause.code }),
    ...(cause.cause !== undefined && { cause: errorOf(cause.cause) }),
  };
}
