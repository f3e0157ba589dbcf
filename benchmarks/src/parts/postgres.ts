import { postgres as open } from "@relata/postgres";
import { startServer, tcpProxy } from "@relata/postgres-server";
import postgresJs from "postgres";
import type { Part } from "../bench.ts";
import type { Contender } from "../contenders/contender.ts";
import { openOnDemand } from "../contenders/open-relata.ts";
import { canContender } from "../contenders/relata.ts";
import { assertAnswers, timeBlocks } from "../measuring/blocks.ts";
import { quantile } from "../measuring/statistics.ts";
import { fill } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { KINDS, questionsOf, type Kind } from "../workload/questions.ts";
import { M, S } from "../workload/size.ts";

/**
 * Round trips that a check may take: one that opens its snapshot, one for what stands at the document and the groups of the subject, and one for
 * each arrow that is gone, which are the folders above.
 */
const ARROWS = 6;
const MOST_ROUND_TRIPS = ARROWS + 2;

export const postgres: Part = {
  about: "checks on PostgreSQL without a graph in memory, beside a bare round trip, and the round trips that they take",
  run: async ({ isQuick, say, add }) => {
    const size = isQuick ? S : M;
    const world = new Organisation(size);
    const questions = questionsOf(world, isQuick ? 5 : 100);
    const server = await startServer();
    const store = open({ url: server.url });
    await fill(store, world.tuples(), say);
    const relata = await openOnDemand(store);
    const client = postgresJs(server.url, { max: 1, onnotice: () => undefined });
    const contenders: readonly Contender[] = [canContender(relata, "relata, no graph"), bare(client)];
    const lines = ["all kinds", ...KINDS].flatMap((row) => {
      const ofRow = row === "all kinds" ? questions : questions.filter(({ kind }) => kind === row);
      return contenders.map((contender) => ({ row, contender, questions: ofRow }));
    });
    const done = (share: number) => say(`checking, ${Math.round(share * 100)} %`);
    const times = await timeBlocks(lines, { budgetMs: isQuick ? 20 : 1_500, length: isQuick ? 10 : 100, done });
    for (const [at, { row, contender }] of lines.entries()) {
      const { median, p99 } = times[at] ?? { median: 0, p99: 0 };
      const isDetail = row !== "all kinds";
      add({ row: `${size.name}, ${row}`, by: contender.name, value: median, p99, unit: "µs", isDetail });
    }
    await relata.close();
    await client.end();

    say("counting round trips");
    const proxy = await tcpProxy(server.url);
    const distant = await openOnDemand(open({ url: proxy.url, poolSize: 1, isSequencer: false }));
    const counted = canContender(distant);
    await assertAnswers(counted, questions.slice(0, 3));
    const trips = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
    for (const question of questions) {
      const before = proxy.turns;
      await assertAnswers(counted, [question]);
      trips.get(question.kind)?.push(proxy.turns - before);
    }
    for (const [kind, counts] of trips) {
      const most = Math.max(...counts);
      add({
        row: `${size.name}, ${kind}`,
        by: "round trips at most",
        value: most,
        unit: "round trips",
        isDetail: true,
      });
    }
    const all = [...trips.values()].flat();
    const row = `${size.name}, round trips`;
    add({ row, by: "in the middle", value: quantile(all, 0.5), unit: "round trips" });
    add({ row, by: "at most", value: Math.max(...all), unit: "round trips", goal: MOST_ROUND_TRIPS });
    await distant.close();
    proxy.close();
    await server.stop();
  },
};

/** What nobody can be faster than who asks the database at all: it knows the answers, and takes a round trip for each. */
function bare(client: postgresJs.Sql): Contender {
  return {
    name: "a bare round trip",
    block: (questions) => async () => {
      let allowed = 0;
      for (const question of questions) {
        const [row] = await client<{ isAllowed: boolean }[]>`select ${question.allowed}::boolean as "isAllowed"`;
        if (row?.isAllowed === true) allowed++;
      }
      return allowed;
    },
  };
}
