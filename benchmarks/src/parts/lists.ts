import { sqlite } from "@relata/sqlite";
import type { Part } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { median } from "../measuring/statistics.ts";
import { sqliteFile } from "../workload/filled.ts";
import { EVERYWHERE, Organisation, READER } from "../workload/organisation.ts";
import { documentsOf } from "../workload/reference.ts";
import { L, S } from "../workload/size.ts";

/** After so long there are no more turns. */
const LONGEST_MS = 10_000;

/** Milliseconds, at L. */
const GOALS = { [READER]: 1, [EVERYWHERE]: 40 };

export const lists: Part = {
  about: "every document that somebody may view: a thousand of them, and all",
  run: async ({ isQuick, folder, say, add }) => {
    const size = isQuick ? S : L;
    const store = sqlite(await sqliteFile(folder, size, say));
    const world = new Organisation(size);
    say("loading");
    const relata = await openResident(store);
    const view = await relata.at();
    for (const person of [READER, EVERYWHERE] as const) {
      const { type, id } = world.person(person);
      const expected = documentsOf(world, person).size;
      const row = `${size.name}, ${expected.toLocaleString("en")} documents`;
      say(row);
      const list = { subject: `${type}:${id}`, permission: "view", type: "document" };
      const ways = [
        { by: "relata, view.listObjects", count: async () => view.listObjects(list).length },
        { by: "relata, await listObjects", count: async () => (await relata.listObjects(list)).length },
      ];
      const times = ways.map((): number[] => []);
      const runs = isQuick ? 3 : person === READER ? 31 : 9;
      const end = performance.now() + LONGEST_MS;
      for (let run = -1; run < runs && (run <= 0 || performance.now() < end); run++) {
        for (const [at, { by, count }] of ways.entries()) {
          const start = performance.now();
          const found = await count();
          const took = performance.now() - start;
          if (found !== expected) throw new Error(`${by}: ${found} documents, not ${expected}`);
          if (run >= 0) times[at]?.push(took);
        }
      }
      for (const [at, { by }] of ways.entries()) {
        const goal = size === L && at === 0 ? GOALS[person] : undefined;
        add({ row, by, value: median(times[at] ?? []), unit: "ms", goal });
      }
    }
    await relata.close();
  },
};
