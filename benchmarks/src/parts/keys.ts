import type { Part } from "../bench.ts";
import { measureBeside } from "../keys-beside-better-auth.ts";
import { measureKeys } from "../keys.ts";

export const keys: Part = {
  about: "the verification of a key among ten thousand in a SQLite file, and beside better-auth's",
  run: async ({ isQuick, say, add }) => {
    say("verifying keys of every kind");
    const figures = await measureKeys(isQuick ? 100 : 10_000, isQuick ? 100 : 2_000);
    for (const { name, medianMicros, writes } of figures) {
      add({ row: `verify: ${name}`, by: "relata", value: medianMicros, unit: "µs" });
      add({ row: `writes: ${name}`, by: "relata", value: writes, unit: "writes", isDetail: true });
    }
    say("verifying keys beside better-auth");
    const beside = await measureBeside(isQuick ? 10 : 1_000, isQuick ? 3 : 31, isQuick ? 10 : 100);
    const row = "verify: acts for a user, in turns";
    add({ row, by: "relata", value: beside.oursMicros, unit: "µs" });
    add({ row, by: "better-auth", value: beside.theirsMicros, unit: "µs" });
    add({ row: `${row}, ratio`, by: "better-auth", value: beside.ratio, unit: "×", isDetail: true });
    add({ row: "writes for each: acts for a user", by: "relata", value: beside.ourWrites, unit: "writes" });
    add({ row: "writes for each: acts for a user", by: "better-auth", value: beside.theirWrites, unit: "writes" });
  },
};
