import type { Bench, Part } from "../bench.ts";
import { caslContender } from "../contenders/casl.ts";
import { cedarContender } from "../contenders/cedar.ts";
import type { Contender } from "../contenders/contender.ts";
import { openResident } from "../contenders/open-relata.ts";
import { sqlContender } from "../contenders/recursive-sql.ts";
import { viewContender } from "../contenders/relata.ts";
import { spicedbContender, withoutSpicedb } from "../contenders/spicedb.ts";
import { timeBlocks } from "../measuring/blocks.ts";
import { sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { questionsOf, type Question } from "../workload/questions.ts";
import { L, M, S, type Size } from "../workload/size.ts";
import { sqlite } from "@relata/sqlite";

/** Of each kind: each is asserted of each contender, and some take their time. */
const QUESTIONS = 50;

export const peers: Part = {
  about: "the same questions to Cedar, to CASL, to a recursive statement on SQLite and to SpiceDB, in turns",
  run: async (bench) => {
    const reason = withoutSpicedb();
    if (reason !== undefined) bench.leaveOut({ what: "SpiceDB", why: reason });
    else
      bench.leaveOut({
        what: "SpiceDB with M and L",
        why: "a check over its store in memory takes milliseconds at S, and more with each tuple",
      });
    bench.leaveOut({
      what: "a store for Cedar, changes for CASL",
      why: "neither has any: a request brings Cedar its entities, and rules of CASL are made anew; both are done before the clock runs",
    });
    for (const size of bench.isQuick ? [S] : [S, M, L]) await measure(bench, size);
  },
};

async function measure(bench: Bench, size: Size): Promise<void> {
  const { isQuick, folder, say, add } = bench;
  const store = sqlite(await sqliteFile(folder, size, say));
  const world = new Organisation(size);
  const questions = questionsOf(world, isQuick ? 10 : QUESTIONS);
  say(`${size.name}: loading all of them`);
  const relata = await openResident(store);
  const contenders: Contender<Question>[] = [
    viewContender(await relata.at()),
    caslContender(world),
    sqlContender(world.tuples()),
    cedarContender(world),
  ];
  if (size === S && withoutSpicedb() === undefined) contenders.push(await spicedbContender(world.tuples()));
  const lines = contenders.map((contender) => ({ row: "all kinds", contender, questions }));
  const done = (share: number) => say(`${size.name}: checking, ${Math.round(share * 100)} %`);
  const times = await timeBlocks(lines, { budgetMs: isQuick ? 50 : 1_000, done });
  for (const [at, { contender }] of lines.entries()) {
    const { median, p99 } = times[at] ?? { median: 0, p99: 0 };
    add({ row: `${size.name}, all kinds`, by: contender.name, value: median, p99, unit: "µs" });
  }
  for (const { close } of contenders) await close?.();
  await relata.close();
}
