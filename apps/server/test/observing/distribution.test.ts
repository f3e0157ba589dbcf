import fc from "fast-check";
import { Histogram, Registry, type Metric } from "prom-client";
import { expect, test } from "vitest";
import { Distribution } from "../../src/observing/metrics/distribution.ts";

const BUCKETS = [0.001, 0.5, 1, 10];
const told = fc.array(
  fc.tuple(
    fc.record({ route: fc.constantFrom("/a", "/b/:id", ""), status: fc.constantFrom(200, 404) }),
    fc.constantFrom(0, 0.001, 0.4, 0.5, 1, 3, 10, 11),
  ),
);

test("a distribution is told as the library's histogram is, to the letter", async () => {
  await fc.assert(
    fc.asyncProperty(told, async (values) => {
      const parts = { name: "took", help: "How long it took.", labelNames: ["route", "status"] as const };
      const [ours, theirs] = [new Registry(), new Registry()];
      const distribution = new Distribution({ ...parts, buckets: BUCKETS });
      ours.registerMetric(distribution as unknown as Metric);
      const histogram = new Histogram({ ...parts, buckets: BUCKETS, registers: [theirs] });
      for (const [labels, value] of values) {
        distribution.observe(labels, value);
        histogram.observe(labels, value);
      }
      expect(await ours.metrics()).toBe(await theirs.metrics());
    }),
  );
});

test("one without labels is there before anything is told", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const parts = { name: "late", help: "How late.", labelNames: [], buckets: BUCKETS };
  ours.registerMetric(new Distribution(parts) as unknown as Metric);
  void new Histogram({ ...parts, registers: [theirs] });
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
