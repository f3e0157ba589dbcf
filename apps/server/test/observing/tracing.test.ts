import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AlwaysOffSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type Sampler,
} from "@opentelemetry/sdk-trace-base";
import { Failure } from "@relata/model";
import type { Answered } from "@relata/server";
import { afterEach, expect, test, vi } from "vitest";
import { jsonLog } from "../../src/observing/json-log.ts";
import { ServerSpan } from "../../src/observing/tracing/server-span.ts";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";

afterEach(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});

/** What an application sets up, once, before its server. */
function traced(sampler?: Sampler): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors, ...(sampler !== undefined && { sampler }) }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return exporter;
}

const CHECK = { entityType: INVOICE, entityId: "1", permission: "read" };

function spansOf(exporter: InMemorySpanExporter, name: string): readonly ReadableSpan[] {
  return exporter.getFinishedSpans().filter((span) => span.name === name);
}

test("a request is a span, below the one that it came from, and its question another", async () => {
  const exporter = traced();
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const [traceId, parentId] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
  const headers = { traceparent: `00-${traceId}-${parentId}-01`, "x-request-id": "r-1" };
  await call("/api/auth/check-permission?a=b", { key, body: CHECK, headers });
  const [span] = spansOf(exporter, "POST /api/auth/check-permission");
  expect(span?.kind).toBe(SpanKind.SERVER);
  expect(span?.spanContext().traceId).toBe(traceId);
  expect(span?.parentSpanContext?.spanId).toBe(parentId);
  expect(span?.attributes).toEqual({
    "http.request.method": "POST",
    "http.route": "/api/auth/check-permission",
    "http.response.status_code": 200,
    "relata.request_id": "r-1",
    "relata.outcome": "allowed",
  });
  expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  const [question] = spansOf(exporter, "relata.check");
  expect(question?.parentSpanContext?.spanId).toBe(span?.spanContext().spanId);
  expect(question?.attributes).toEqual({
    "relata.nodes": 4,
    "relata.lookups": 5,
    "relata.round_trips": 5,
    "relata.allowed": 1,
    "relata.denied": 0,
    "relata.conditional": 0,
    "relata.failed": 0,
  });
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["relata.check", span?.name]);
});

test("requests beside one another keep their questions apart", async () => {
  const exporter = traced();
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf();
  const ids = Array.from({ length: 20 }, (_, i) => `${i}`.padStart(32, "a"));
  await Promise.all(
    ids.map((id) =>
      call("/api/auth/check-permission", {
        key,
        body: CHECK,
        headers: { traceparent: `00-${id}-b7ad6b7169203331-01` },
      }),
    ),
  );
  const questions = spansOf(exporter, "relata.check").map((span) => span.spanContext().traceId);
  expect(questions).toHaveLength(20);
  expect(new Set(questions)).toEqual(new Set(ids));
});

test("a span has the code of the problem, and is an error only where the server is at fault", async () => {
  const exporter = traced();
  const { call, keyOf, relata } = await keyed();
  const { secret: key } = await keyOf();
  await call("/v1/whoami", { key: "wrong" });
  await call("/v1/check", { key, body: { permission: "no_such", object: `${INVOICE}:1` } });
  vi.spyOn(relata, "check").mockRejectedValue(new Failure("store_unavailable", "away"));
  await call("/v1/check", { key, body: { permission: "read", object: `${INVOICE}:1` } });
  await call("/v1/nowhere", { method: "MADEUP" });
  const told = exporter
    .getFinishedSpans()
    .map(({ name, attributes, status }) => [name, attributes["error.type"], status.code]);
  expect(told).toEqual([
    ["GET /v1/whoami", "invalid_api_key", SpanStatusCode.UNSET],
    ["relata.check", "unknown_permission", SpanStatusCode.UNSET],
    ["POST /v1/check", "unknown_permission", SpanStatusCode.UNSET],
    ["POST /v1/check", "store_unavailable", SpanStatusCode.ERROR],
    ["HTTP", "not_found", SpanStatusCode.UNSET],
  ]);
  expect(exporter.getFinishedSpans().at(-1)?.attributes["http.request.method"]).toBe("_OTHER");
});

test("calls to the store are spans where they are wanted, below their question", async () => {
  const exporter = traced();
  const { call, keyOf, relata } = await keyed({ trace: { storeCalls: true } });
  const { secret: key } = await keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  exporter.reset();
  await call("/api/auth/check-permission", { key, body: CHECK });
  await relata.write([`${INVOICE}:2#clerk@user:ann`]);
  const [question] = spansOf(exporter, "relata.check");
  const reads = spansOf(exporter, "relata.store.read");
  const below = reads.filter((span) => span.parentSpanContext?.spanId === question?.spanContext().spanId);
  expect(below.map(({ kind, attributes }) => [kind, attributes])).toEqual([
    [SpanKind.CLIENT, { "relata.round_trips": 5 }],
  ]);
  expect(spansOf(exporter, "relata.store.write")).toHaveLength(1);
});

test("spans name nobody and no secret, unless callers are asked for", async () => {
  const exporter = traced();
  const [plain, telling] = [await keyed(), await keyed({ trace: { callers: true } })];
  const [one, other] = [await plain.keyOf(), await telling.keyOf()];
  await plain.call(`/v1/api-keys/${one.id}?k=${one.secret}`, { key: one.secret });
  const all = () =>
    JSON.stringify(exporter.getFinishedSpans().map(({ name, attributes, status }) => [name, attributes, status]));
  expect(all()).toContain("GET /v1/api-keys/:id");
  expect(all()).not.toContain(one.id);
  await telling.call("/v1/whoami", { key: other.secret });
  const [span] = spansOf(exporter, "GET /v1/whoami");
  expect(span?.attributes["enduser.id"]).toBe(other.id);
  for (const { secret } of [one, other]) expect(all()).not.toContain(secret);
});

test("what is not sampled makes no spans, and keeps the trace", async () => {
  const exporter = traced(new AlwaysOffSampler());
  const told: Answered[] = [];
  const { call, keyOf } = await keyed({ onAnswered: (one) => void told.push(one), trace: { storeCalls: true } });
  const { secret: key } = await keyOf();
  await call("/api/auth/check-permission", { key, body: CHECK });
  expect(exporter.getFinishedSpans()).toEqual([]);
  expect(told[0]?.trace?.traceId).toMatch(/^[0-9a-f]{32}$/);
});

test("without an SDK no span is made, and nothing is asked for one", async () => {
  const extract = vi.spyOn(propagation, "extract");
  const told: Answered[] = [];
  const { call } = await keyed({ onAnswered: (one) => void told.push(one) });
  await call("/livez", { headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } });
  expect(extract).not.toHaveBeenCalled();
  expect(ServerSpan.begin({ method: "GET", route: "/livez", headers: new Headers(), startedAt: 0 })).toBeUndefined();
  expect(told).toMatchObject([{ status: 200 }]);
  expect(told[0]).not.toHaveProperty("trace");
});

test("lines of the log have the ids of the span in which they were written", async () => {
  const exporter = traced();
  const written: Record<string, unknown>[] = [];
  const { log, onAnswered } = jsonLog("info", {
    write: (text) => void written.push(JSON.parse(text) as Record<string, unknown>),
  });
  const { call, keyOf, relata } = await keyed({ log, onAnswered });
  const { secret: key } = await keyOf();
  vi.spyOn(relata, "check").mockRejectedValue(new Failure("store_unavailable", "away"));
  await call("/v1/check", { key, body: { permission: "read", object: `${INVOICE}:1` } });
  log("outside");
  const [span] = spansOf(exporter, "POST /v1/check");
  const { traceId, spanId } = span?.spanContext() ?? {};
  const ids = { trace_id: traceId, span_id: spanId };
  expect(written).toMatchObject([
    { msg: "a request failed: store_unavailable", ...ids },
    { msg: "request", problem: "store_unavailable", ...ids },
    { msg: "outside" },
  ]);
  expect(written[2]).not.toHaveProperty("trace_id");
});
