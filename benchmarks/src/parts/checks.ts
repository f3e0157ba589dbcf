import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import type { Part } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { canContender, viewContender } from "../contenders/relata.ts";
import { counted } from "../counted.ts";
import { timeBlocks } from "../measuring/blocks.ts";
import { MODEL, WORLDS } from "../worlds.ts";

export const checks: Part = {
  about: "shapes of data that hurt: one question each, in memory and over SQLite, and the round trips that it takes",
  run: async ({ isQuick, say, add }) => {
    for (const world of WORLDS) {
      say(world.name);
      const { allowed, batches } = counted(world);
      if (allowed !== world.allowed || batches !== world.batches) throw new Error(`${world.name}: wrong`);
      const store = sqlite(":memory:");
      const relata = await createRelata({ model: MODEL, store });
      await relata.write(world.tuples);
      const resident = await openResident(store, MODEL);
      const contenders = [viewContender(await resident.at()), canContender(relata, "relata, SQLite, no graph")];
      const questions = [{ ...world, kind: world.name }];
      const lines = contenders.map((contender) => ({ row: world.name, contender, questions }));
      const times = await timeBlocks(lines, { budgetMs: isQuick ? 1 : 250, length: isQuick ? 1 : 10 });
      for (const [at, { name }] of contenders.entries()) {
        const { median, p99 } = times[at] ?? { median: 0, p99: 0 };
        add({ row: world.name, by: name, value: median, p99, unit: "µs" });
      }
      add({ row: world.name, by: "round trips", value: batches, unit: "round trips", isDetail: true });
      await relata.close();
    }
  },
};
