import { ResidentGraph } from "@relata/resident";
import { sqlite } from "@relata/sqlite";
import type { Part } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { usedBytes } from "../measuring/memory.ts";
import { sqliteFile } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { L, M, S } from "../workload/size.ts";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** Bytes a tuple, at L: ids, both directions, and the engine around them. */
const GOAL = 90;

export const memory: Part = {
  about: "what a tuple takes in memory, once garbage is collected: the heap, and arrays beside it",
  run: async ({ isQuick, folder, say, add }) => {
    for (const size of isQuick ? [S] : [M, L]) {
      const file = await sqliteFile(folder, size, say);
      const goal = size === L ? GOAL : undefined;
      say(`${size.name}: an engine`);
      const before = usedBytes();
      const relata = await openResident(sqlite(file));
      const view = await relata.at();
      const engine = (usedBytes() - before) / size.tuples;
      // Asking it keeps it.
      if (!view.can("user:user-0", "view", "document:document-0")) throw new Error("wrong");
      await relata.close();
      say(`${size.name}: a graph`);
      add({ row: size.name, by: "relata, resident", value: engine, unit: "bytes/tuple", goal });
      add({ row: size.name, by: "the graph alone", value: ofGraph(size), unit: "bytes/tuple" });
    }
  },
};

function ofGraph(size: typeof L): number {
  const world = new Organisation(size);
  const before = usedBytes();
  const graph = new ResidentGraph(WORKLOAD_MODEL, world.tuples());
  const after = usedBytes();
  if (graph.names("document").find("document-0") < 0) throw new Error("the graph lacks documents");
  // Why: what is not used any more may be gone before it was measured.
  if (world.count !== size.tuples) throw new Error("the organisation changed");
  return (after - before) / size.tuples;
}
