import { postgres } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { ResidentGraph } from "@relata/resident";
import { sqlite } from "@relata/sqlite";
import type { Store } from "@relata/store";
import type { Part } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { median } from "../measuring/statistics.ts";
import { fill, sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { L, S } from "../workload/size.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** Seconds, at L. */
const GOAL = 6;

export const load: Part = {
  about: "from a store that was just opened to the first answer from memory",
  run: async ({ isQuick, folder, say, add }) => {
    const size = isQuick ? S : L;
    const goal = size === L ? GOAL : undefined;
    const runs = isQuick ? 1 : 2;
    const row = `${size.name}, from nothing to an answer`;
    const file = await sqliteFile(folder, size, say);
    add({ row, by: "relata, SQLite", value: await loading(() => sqlite(file), runs, say), unit: "s", goal });

    const server = await startServer();
    const filled = postgres({ url: server.url });
    await fill(filled, new Organisation(size).tuples(), (doing) => say(`PostgreSQL: ${doing}`));
    await filled.close();
    add({
      row,
      by: "relata, PostgreSQL",
      value: await loading(() => postgres({ url: server.url }), runs, say),
      unit: "s",
      goal,
    });
    await server.stop();

    say("building the graph alone");
    const world = new Organisation(size);
    const start = performance.now();
    const graph = new ResidentGraph(WORKLOAD_MODEL, world.tuples());
    const seconds = (performance.now() - start) / 1_000;
    if (graph.names("document").find("document-0") < 0) throw new Error("the graph lacks documents");
    add({ row, by: "the graph alone, of tuples at hand", value: seconds, unit: "s" });
  },
};

async function loading(open: () => Store, runs: number, say: (doing: string) => void): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    say(`loading, ${run + 1} of ${runs}`);
    const start = performance.now();
    const relata = await openResident(open());
    const view = await relata.at();
    const isAllowed = view.can("user:user-0", "view", "document:document-0");
    times.push((performance.now() - start) / 1_000);
    if (!isAllowed) throw new Error("wrong");
    await relata.close();
  }
  return median(times);
}
