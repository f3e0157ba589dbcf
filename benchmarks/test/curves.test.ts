import { indexModel, instantFromMs, parseObject, parseSubject, parseTuple } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import type { Chart } from "../src/curves/chart.ts";
import { draw, short } from "../src/curves/draw.ts";
import { scaleBetween, scaleOf } from "../src/curves/scale.ts";
import { DEPTHS, WIDTHS } from "../src/curves/shapes.ts";
import { WORKLOAD_MODEL } from "../src/workload/workload-model.ts";

const CHART: Chart = {
  name: "check",
  title: "Checks & <lists>",
  about: "They stay as they are.",
  x: "tuples",
  y: "microseconds",
  unit: "µs",
  series: [
    {
      name: "one",
      points: [
        [1_000, 0.5],
        [3_000_000, 2],
      ],
    },
    {
      name: "other",
      points: [
        [1_000, 0.5],
        [100_000, 1.9],
      ],
    },
  ],
  goal: { value: 4, says: "to stay below" },
};

describe("what grows", () => {
  const index = indexModel(WORKLOAD_MODEL);

  test.each([...DEPTHS, ...WIDTHS])("$name: is answered as it is expected to be", ({ tuples, question }) => {
    for (const size of [1, 2, 30]) {
      const graph = new MemoryGraph(tuples(size).map((text) => parseTuple(index, text)));
      const { subject, permission, object, allowed } = question(size);
      const { outcome } = check(WORKLOAD_MODEL, graph, {
        subject: [parseSubject(index, subject)],
        permission,
        object: parseObject(index, object),
        resource: {},
        context: {},
        now: instantFromMs(0),
      });
      expect(outcome).toBe(allowed ? "allowed" : "denied");
    }
  });
});

describe("a scale", () => {
  test("holds its values in whole decades, each as wide as the other", () => {
    const scale = scaleOf([0.3, 40]);
    expect([scale.from, scale.to, scale.decades]).toEqual([0.1, 100, [0.1, 1, 10, 100]]);
    expect([0.1, 1, 10, 100].map((value) => scale.at(value).toFixed(3))).toEqual(["0.000", "0.333", "0.667", "1.000"]);
  });

  test("may end between two decades", () => {
    const scale = scaleBetween(1_000, 3_000_000);
    expect(scale.decades).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    expect([scale.at(1_000), scale.at(3_000_000)]).toEqual([0, 1]);
    expect(scale.between.every((value) => value > 1_000 && value < 3_000_000)).toBe(true);
  });
});

describe("a chart", () => {
  const svg = draw(CHART);

  test("is told to who cannot see it, and fits a dark page", () => {
    expect(svg).toContain('role="img" aria-labelledby="title about"');
    expect(svg).toContain('<title id="title">Checks &amp; &lt;lists&gt;</title>');
    expect(svg).toContain("one: 0.5 µs at 1,000, 2 µs at 3 M (tuples).");
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  test("names each line where it ends, and no two names upon each other", () => {
    const names = [...svg.matchAll(/<text class="name of-\d" x="[\d.]+" y="([\d.]+)"[^>]*>(\w+)</g)];
    expect(new Set(names.map(([, , name]) => name))).toEqual(new Set(["one", "other"]));
    const [a = 0, b = 0] = names.map(([, y]) => Number(y));
    expect(Math.abs(a - b)).toBeGreaterThanOrEqual(32);
  });

  test("keeps every point on the paper", () => {
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(points.length).toBe(4);
    for (const [, x, y] of points) {
      expect(Number(x)).toBeLessThanOrEqual(760);
      expect(Number(y)).toBeLessThanOrEqual(420);
    }
  });

  test.each([
    [0.25, "0.25"],
    [7.6543, "7.7"],
    [1_000, "1,000"],
    [30_000, "30 k"],
    [3_000_000, "3 M"],
  ])("says %s as %s", (value, said) => {
    expect(short(value)).toBe(said);
  });
});
