import { sqlite as open } from "@relata/sqlite";
import type { Part } from "../bench.ts";
import type { Contender } from "../contenders/contender.ts";
import { openOnDemand } from "../contenders/open-relata.ts";
import { sqlContender } from "../contenders/recursive-sql.ts";
import { canContender } from "../contenders/relata.ts";
import { timeBlocks } from "../measuring/blocks.ts";
import { sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { KINDS, questionsOf } from "../workload/questions.ts";
import { M, S } from "../workload/size.ts";

/** Microseconds, at M. */
const GOAL = 100;

export const sqlite: Part = {
  about: "checks on a SQLite file without a graph in memory",
  run: async ({ isQuick, folder, say, add }) => {
    const size = isQuick ? S : M;
    const relata = await openOnDemand(open(await sqliteFile(folder, size, say)));
    const world = new Organisation(size);
    const questions = questionsOf(world, isQuick ? 10 : 200);
    const contenders: readonly Contender[] = [canContender(relata, "relata, no graph"), sqlContender(world.tuples())];
    const lines = ["all kinds", ...KINDS].flatMap((row) => {
      const ofRow = row === "all kinds" ? questions : questions.filter(({ kind }) => kind === row);
      return contenders.map((contender) => ({ row, contender, questions: ofRow }));
    });
    const done = (share: number) => say(`checking, ${Math.round(share * 100)} %`);
    const times = await timeBlocks(lines, { budgetMs: isQuick ? 20 : 1_000, done });
    for (const [at, { row, contender }] of lines.entries()) {
      const { median, p99 } = times[at] ?? { median: 0, p99: 0 };
      const isAll = row === "all kinds";
      const goal = isAll && contender === contenders[0] && size === M ? GOAL : undefined;
      add({ row: `${size.name}, ${row}`, by: contender.name, value: median, p99, unit: "µs", goal, isDetail: !isAll });
    }
    for (const { close } of contenders) await close?.();
    await relata.close();
  },
};
