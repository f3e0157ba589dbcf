import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench, Part } from "../bench.ts";
import type { Chart } from "../curves/chart.ts";
import { byDepth, byWidth } from "../curves/by-shape.ts";
import { byTuples } from "../curves/by-tuples.ts";
import { draw, short } from "../curves/draw.ts";

export const curves: Part = {
  about: "what a check and a tuple cost against tuples, depth and width; where it is named, drawn into the docs",
  run: async (bench) => {
    const charts = [...(await byTuples(bench)), await byDepth(bench), await byWidth(bench)];
    for (const chart of charts) addFigures(bench, chart);
    if (bench.drawsInto === undefined) return;
    mkdirSync(bench.drawsInto, { recursive: true });
    for (const chart of charts) writeFileSync(join(bench.drawsInto, `${chart.name}.svg`), draw(chart));
  },
};

/** All points, by what they are against. The table shows both ends. */
function addFigures(bench: Bench, { name: chart, series, unit }: Chart): void {
  const all = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  for (const x of all) {
    const isDetail = x !== all[0] && x !== all.at(-1);
    for (const { name: by, points } of series) {
      const point = points.find(([at]) => at === x);
      if (point !== undefined) bench.add({ row: `${chart}, ${short(x)}`, by, value: point[1], unit, isDetail });
    }
  }
}
