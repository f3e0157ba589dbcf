import { trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Relata } from "@relata/core";
import { expect, onTestFinished, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";
import { serve } from "../situation.ts";
import { readExposition, valueOf } from "./exposition.ts";

const OF_PLAN = { subject: "user:ann", permission: "view", object: "doc:plan" };
const OF_INVOICE = { subject: "user:ann", permission: "read", object: `${INVOICE}:1` };

test.each([
  ["without keys", OF_PLAN, () => serve()],
  ["with keys", OF_INVOICE, () => keyed()],
])("a server %s that is closed makes no spans of what the engine still answers", async (_, question, open) => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  onTestFinished(() => trace.disable());
  const { relata, close }: { relata: Relata; close: () => Promise<void> } = await open();
  const spansOf = async (ask: Relata) => {
    exporter.reset();
    await ask.check(question);
    return exporter.getFinishedSpans().map(({ name }) => name);
  };
  expect(await spansOf(relata)).toEqual(["relata.check"]);
  await close();
  expect(await spansOf(relata)).toEqual([]);
});

test("nor are they counted, where nobody need be let in to read the counts", async () => {
  const { app, relata, close } = await serve();
  const counted = async () => {
    await relata.check(OF_PLAN);
    const found = readExposition(await (await app.request("/metrics")).text());
    return valueOf(found, "relata_question_duration_seconds_count", { question: "check", outcome: "answered" });
  };
  expect([await counted(), await counted()]).toEqual([1, 2]);
  await close();
  expect(await counted()).toBe(2);
});
