import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "../bench.ts";
import { byDepth, byWidth } from "../curves/by-shape.ts";
import { byTuples } from "../curves/by-tuples.ts";
import { draw, short } from "../curves/draw.ts";

export const curves: Part = {
  about: "what a check and a tuple cost against tuples, depth and width; where it is named, drawn into the docs",
  run: async (bench) => {
    const charts = [...(await byTuples(bench)), await byDepth(bench), await byWidth(bench)];
    for (const { name: chart, series, unit } of charts) {
      for (const { name: by, points } of series) {
        for (const [at, [x, value]] of points.entries()) {
          // The table shows both ends.
          const isDetail = at > 0 && at < points.length - 1;
          bench.add({ row: `${chart}, ${short(x)}`, by, value, unit, isDetail });
        }
      }
    }
    if (bench.drawsInto === undefined) return;
    mkdirSync(bench.drawsInto, { recursive: true });
    for (const chart of charts) writeFileSync(join(bench.drawsInto, `${chart.name}.svg`), draw(chart));
  },
};
