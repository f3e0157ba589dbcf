import { startServer } from "@relata/postgres-server";
import type { Part } from "../bench.ts";
import { throughput } from "../sequencer-throughput.ts";

export const sequencer: Part = {
  about: "how many writes of one tuple a second PostgreSQL commits beside the sequencer, and without one",
  run: async ({ isQuick, say, add }) => {
    // On a server that writes to its disk as in production; or on the one that `RELATA_TEST_POSTGRES_URL` names.
    const given = process.env["RELATA_TEST_POSTGRES_URL"] ?? "";
    const started = given === "" ? await startServer({ settings: { fsync: true } }) : undefined;
    for (const heldMs of [0, 5]) {
      for (const writers of [1, 8, 32]) {
        const row = `${writers} writers${heldMs === 0 ? "" : `, open for ${heldMs} ms`}`;
        say(row);
        const slices = isQuick ? { sliceMs: 100, rounds: 1 } : { sliceMs: 400, rounds: 8 };
        const found = await throughput({ writers, heldMs }, { url: started?.url ?? given, ...slices });
        add({ row, by: "without", value: found.without, unit: "/s" });
        add({ row, by: "with the sequencer", value: found.with, unit: "/s" });
        add({
          row: `${row}, ratio in turns`,
          by: "with the sequencer",
          value: found.ratio,
          unit: "× as many",
          isDetail: true,
        });
      }
    }
    await started?.stop();
  },
};
