import { parseTuple, indexModel } from "@relata/model";
import { memoryStore } from "@relata/store";
import type { Bench } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { sqlContender } from "../contenders/recursive-sql.ts";
import { viewContender } from "../contenders/relata.ts";
import { timeBlocks } from "../measuring/blocks.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";
import type { Chart, Series } from "./chart.ts";
import { DEPTHS, WIDTHS, type Growing } from "./shapes.ts";

/** What a check takes against the depth of what leads to its answer, beside a recursive statement. */
export async function byDepth(bench: Bench): Promise<Chart> {
  const sizes = bench.isQuick ? [1, 5] : [1, 2, 5, 10, 24, 50, 100, 200];
  return {
    name: "check-by-depth",
    title: "A check against depth",
    about: "Nested groups cost nothing after the first question; of folders each step is walked.",
    x: "steps between document and person",
    y: "microseconds for a check that was asked before, median",
    unit: "µs",
    series: await seriesOf(bench, DEPTHS, sizes, true),
  };
}

/** The same against how much there is at one place. */
export async function byWidth(bench: Bench): Promise<Chart> {
  const sizes = bench.isQuick ? [1, 10] : [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];
  return {
    name: "check-by-width",
    title: "A check against width",
    about:
      "Only folders, which all have to be looked at where none leads to the subject, cost more the more there are.",
    x: "how many there are",
    y: "microseconds for a check that was asked before, median",
    unit: "µs",
    series: await seriesOf(bench, WIDTHS, sizes, false),
  };
}

/** A line for each shape; and, where it is wanted, one of the recursive statement. */
async function seriesOf(bench: Bench, shapes: readonly Growing[], sizes: readonly number[], isBeside: boolean) {
  const index = indexModel(WORKLOAD_MODEL);
  const [ours, theirs]: [Series[], Series[]] = [[], []];
  for (const { name, tuples, question } of shapes) {
    const [points, beside]: [[number, number][], [number, number][]] = [[], []];
    for (const size of sizes) {
      bench.say(`${name}: ${size}`);
      const parsed = tuples(size).map((text) => parseTuple(index, text));
      const store = memoryStore();
      store.write({ create: parsed });
      const relata = await openResident(store);
      const contenders = [viewContender(await relata.at()), ...(isBeside ? [sqlContender(parsed)] : [])];
      const lines = contenders.map((contender) => ({ row: name, contender, questions: [question(size)] }));
      const found = await timeBlocks(lines, { budgetMs: bench.isQuick ? 1 : 150, length: bench.isQuick ? 1 : 50 });
      points.push([size, found[0]?.median ?? 0]);
      beside.push([size, found[1]?.median ?? 0]);
      for (const { close } of contenders) await close?.();
      await relata.close();
    }
    ours.push({ name, points });
    if (isBeside) theirs.push({ name: "as one SQL statement", points: beside });
  }
  // One line of theirs is enough to compare with.
  return [...ours, ...theirs.slice(0, 1)];
}
