import fc from "fast-check";
import { Counter, Registry, type Metric } from "prom-client";
import { expect, test } from "vitest";
import { Tally } from "../../src/observing/metrics/tally.ts";

const told = fc.array(
  fc.tuple(
    fc.record({ route: fc.constantFrom("/a", "/b/:id", ""), outcome: fc.constantFrom("allowed", "denied") }),
    fc.constantFrom(undefined, 0, 1, 7),
  ),
);

test("a tally is told as the library's counter is, to the letter", async () => {
  await fc.assert(
    fc.asyncProperty(told, async (values) => {
      const parts = { name: "decided", help: "What was decided.", labelNames: ["route", "outcome"] as const };
      const [ours, theirs] = [new Registry(), new Registry()];
      const tally = new Tally(parts);
      ours.registerMetric(tally as unknown as Metric);
      const counter = new Counter({ ...parts, registers: [theirs] });
      for (const [labels, by] of values) {
        tally.inc(labels, by);
        counter.inc(labels, by);
      }
      expect(await ours.metrics()).toBe(await theirs.metrics());
    }),
  );
});

test("what is only known when it is read is set then", async () => {
  const registry = new Registry();
  let known = 0;
  const parts = { name: "used_total", help: "Used.", labelNames: ["mode"] as const };
  registry.registerMetric(new Tally(parts, (tally) => tally.set({ mode: "user" }, ++known)) as unknown as Metric);
  expect(await registry.metrics()).toContain('used_total{mode="user"} 1');
  expect(await registry.metrics()).toContain('used_total{mode="user"} 2');
});
