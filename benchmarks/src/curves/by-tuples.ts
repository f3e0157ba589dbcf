import { ResidentGraph } from "@relata/resident";
import type { Bench } from "../bench.ts";
import { cedarContender } from "../contenders/cedar.ts";
import type { Contender } from "../contenders/contender.ts";
import { sqlContender } from "../contenders/recursive-sql.ts";
import { graphContenders } from "../contenders/relata.ts";
import { timeBlocks } from "../measuring/blocks.ts";
import { usedBytes } from "../measuring/memory.ts";
import { Organisation } from "../workload/organisation.ts";
import { questionsOf, type Question } from "../workload/questions.ts";
import { sizeOf, type Size } from "../workload/size.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";
import type { Chart } from "./chart.ts";

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];
const QUICK_SIZES = [3_000, 10_000];

/** Others are asked up to here: filling them takes its time, and their lines go on as they went. */
const MOST_OF_OTHERS = 300_000;

/** So many tuples are needed for what each takes to be told from what else the heap does. */
const ENOUGH_TO_WEIGH = 300_000;

/** What a check takes, and what a tuple, against how many there are. */
export async function byTuples(bench: Bench): Promise<readonly [time: Chart, memory: Chart]> {
  const time = new Map<string, [number, number][]>();
  const memory: [number, number][] = [];
  for (const tuples of bench.isQuick ? QUICK_SIZES : SIZES) {
    const size = sizeOf(`${tuples}`, tuples);
    bench.say(`${tuples.toLocaleString("en")} tuples`);
    const world = new Organisation(size);
    memory.push([tuples, bytesOf(world, size)]);
    for (const [name, micros] of await timesOf(bench, world)) {
      const points = time.get(name) ?? [];
      time.set(name, [...points, [tuples, micros]]);
    }
  }
  const shared = { x: "tuples in the store" };
  return [
    {
      ...shared,
      name: "check-by-tuples",
      title: "A check against the size of the store",
      about: "It grows only as memory gets further away.",
      y: "microseconds for a check of mixed kinds, median",
      unit: "µs",
      series: [...time].map(([name, points]) => ({ name, points })),
      goal: { value: 4, says: "4 µs: to stay below with a million tuples" },
    },
    {
      ...shared,
      name: "memory-by-tuples",
      title: "Memory against the size of the store",
      about: "It is a number of bytes for each tuple, and less where the same ids are joined more closely.",
      y: "bytes for each tuple",
      unit: "bytes/tuple",
      series: [{ name: "relata", points: memory }],
      goal: { value: 90, says: "90 bytes: to stay below with a million tuples" },
    },
  ];
}

async function timesOf(bench: Bench, world: Organisation): Promise<ReadonlyMap<string, number>> {
  const questions = questionsOf(world, bench.isQuick ? 5 : 300);
  const [texts, integers] = graphContenders(new ResidentGraph(WORKLOAD_MODEL, world.tuples()));
  const contenders = new Map<string, Contender<Question>>([
    ["relata, text", texts],
    ["relata, integers", integers],
  ]);
  if (world.size.tuples <= MOST_OF_OTHERS) {
    contenders.set("as one SQL statement", sqlContender(world.tuples()));
    contenders.set("Cedar", cedarContender(world));
  }
  const lines = [...contenders.values()].map((contender) => ({ row: world.size.name, contender, questions }));
  const times = await timeBlocks(lines, { budgetMs: bench.isQuick ? 2 : 500 });
  for (const { close } of contenders.values()) await close?.();
  return new Map([...contenders.keys()].map((name, at) => [name, times[at]?.median ?? 0]));
}

/** Bytes of a tuple, of as many graphs as can be told from noise. */
function bytesOf(world: Organisation, size: Size): number {
  const count = Math.ceil(ENOUGH_TO_WEIGH / size.tuples);
  // What the first one makes the engine of JavaScript do is nobody's weight.
  const first = new ResidentGraph(WORKLOAD_MODEL, world.tuples());
  const before = usedBytes();
  const graphs = Array.from({ length: count }, () => new ResidentGraph(WORKLOAD_MODEL, world.tuples()));
  const bytes = (usedBytes() - before) / (count * size.tuples);
  if ([first, ...graphs].some((graph) => graph.names("document").find("document-0") < 0))
    throw new Error("a graph lacks documents");
  return bytes;
}
