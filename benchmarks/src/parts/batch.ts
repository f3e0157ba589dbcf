import { ResidentGraph } from "@relata/resident";
import { sqlite } from "@relata/sqlite";
import type { Part } from "../bench.ts";
import type { Contender } from "../contenders/contender.ts";
import { openResident } from "../contenders/open-relata.ts";
import { batchContender, graphContenders, viewBatchContender } from "../contenders/relata.ts";
import { BLOCK, timeBlocks } from "../measuring/blocks.ts";
import { sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { questionsOf } from "../workload/questions.ts";
import { L, M, S } from "../workload/size.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** Checks a second on one core, at M. */
const GOAL = 700_000;

export const batch: Part = {
  about: `checks a second in batches of ${BLOCK}, on one core`,
  run: async ({ isQuick, folder, say, add }) => {
    for (const size of isQuick ? [S] : [M, L]) {
      const store = sqlite(await sqliteFile(folder, size, say));
      const world = new Organisation(size);
      const questions = questionsOf(world, isQuick ? 20 : 1_000);
      say(`${size.name}: loading`);
      const relata = await openResident(store);
      const contenders: readonly Contender[] = [
        viewBatchContender(await relata.at()),
        batchContender(relata),
        ...graphContenders(new ResidentGraph(WORKLOAD_MODEL, world.tuples())),
      ];
      const lines = contenders.map((contender) => ({ row: size.name, contender, questions }));
      const done = (share: number) => say(`${size.name}: ${Math.round(share * 100)} %`);
      const times = await timeBlocks(lines, { budgetMs: isQuick ? 50 : 1_500, done });
      for (const [at, { name: by }] of contenders.entries()) {
        const goal = at === 0 && size === M ? GOAL : undefined;
        add({ row: `${size.name}, checks`, by, value: 1e6 / (times[at]?.median ?? 0), unit: "/s", goal });
      }
      await relata.close();
    }
  },
};
