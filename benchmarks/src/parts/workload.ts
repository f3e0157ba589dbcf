import { ResidentGraph } from "@relata/resident";
import { sqlite } from "@relata/sqlite";
import type { Bench, Part } from "../bench.ts";
import type { Contender } from "../contenders/contender.ts";
import { openResident } from "../contenders/open-relata.ts";
import { canContender, graphContenders, viewContender } from "../contenders/relata.ts";
import { BLOCK, timeBlocks } from "../measuring/blocks.ts";
import { sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { KINDS, questionsOf, type Question } from "../workload/questions.ts";
import { L, M, S, type Size } from "../workload/size.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** Microseconds of a check in text, and by integers, that are to be reached. */
const GOALS: Readonly<Record<string, { readonly text: number; readonly integers: number }>> = {
  S: { text: 0.8, integers: 1 },
  M: { text: 1.8, integers: 1 },
  L: { text: 4, integers: 1 },
};

/** An await may cost so much more. */
const AWAITING = 1;

/** The same hundred, over and over: what is asked is near the processor. */
const AGAIN = "the same hundred again";

/** So many different ones of each kind: at size L more than what is near the processor, of each kind by itself too. */
const QUESTIONS = 10_000;

export const workload: Part = {
  about: "checks in memory, over organisations of 10,000, 100,000 and 1,000,000 tuples, by kind of question",
  run: async (bench) => {
    for (const size of bench.isQuick ? [S] : [S, M, L]) await measure(bench, size);
  },
};

async function measure(bench: Bench, size: Size): Promise<void> {
  const { isQuick, folder, say, add } = bench;
  const store = sqlite(await sqliteFile(folder, size, say));
  const world = new Organisation(size);
  const questions = questionsOf(world, isQuick ? 50 : QUESTIONS);
  say(`${size.name}: loading`);
  const relata = await openResident(store);
  const view = await relata.at();
  const contenders: readonly Contender[] = [
    viewContender(view),
    canContender(relata),
    ...graphContenders(new ResidentGraph(WORKLOAD_MODEL, world.tuples())),
  ];
  const { text = 0, integers } = GOALS[size.name] ?? {};
  const goals: Readonly<Record<string, readonly (number | undefined)[]>> = {
    "all kinds": [text, text + AWAITING],
    [AGAIN]: [undefined, undefined, undefined, integers],
  };
  const rows = ["all kinds", AGAIN, ...KINDS];
  const lines = rows.flatMap((row) => {
    const ofRow = questionsIn(row, questions);
    return contenders.map((contender) => ({ row, contender, questions: ofRow }));
  });
  const budgetMs = isQuick ? 10 : 150;
  const done = (share: number) => say(`${size.name}: checking, ${Math.round(share * 100)} %`);
  const times = await timeBlocks(lines, { budgetMs, done });
  for (const [at, { row, contender }] of lines.entries()) {
    const { median, p99 } = times[at] ?? { median: 0, p99: 0 };
    const goal = goals[row]?.[contenders.indexOf(contender)];
    const isDetail = goals[row] === undefined && contender !== contenders[0];
    add({ row: `${size.name}, ${row}`, by: contender.name, value: median, p99, unit: "µs", goal, isDetail });
  }
  await relata.close();
}

function questionsIn(row: string, questions: readonly Question[]): readonly Question[] {
  if (row === "all kinds") return questions;
  if (row === AGAIN) return questions.slice(0, BLOCK);
  return questions.filter(({ kind }) => kind === row);
}
