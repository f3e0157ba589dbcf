import type { Bench, Part } from "../bench.ts";
import { median } from "../measuring/statistics.ts";
import { postgresGround, sqliteGround, type Ground } from "../queries/grounds.ts";
import { READERS, type Reader } from "../queries/rows.ts";

/** What is chosen may take so many times what the better shape takes. */
const GOAL = 3;

/** So many turns of each way, the first of which is not counted. */
const TURNS = 40;

export const queries: Part = {
  about: "the first page of a table that somebody may see, beside the shape that is better for them",
  run: async (bench) => {
    const rows = bench.isQuick ? 20_000 : 1_000_000;
    for (const open of [() => sqliteGround(bench.folder, rows), () => postgresGround(rows)]) {
      bench.say(`filling ${rows.toLocaleString("en")} rows`);
      const ground = await open();
      for (const reader of READERS) await measure(ground, reader, rows, bench);
      await ground.close();
    }
  },
};

/** One reader of one database: what is chosen, asked in turns with the better shape, and the other shape once. */
async function measure(ground: Ground, reader: Reader, rows: number, { isQuick, say, add }: Bench): Promise<void> {
  const row = `${ground.name}, ${reader.sees} of ${rows.toLocaleString("en")}`;
  say(row);
  const question = { subject: reader.subject, permission: "view", type: "document" };
  const ways = {
    chosen: () => ground.asks.database.visible(ground.id, question),
    "chosen from memory": () => ground.asks.memory.visible(ground.id, question),
    "the better shape": () => ground.asks.database.visible(ground.id, question, { shape: reader.better }),
  };
  const times = new Map<string, number[]>();
  for (let turn = 0; turn < (isQuick ? 3 : TURNS); turn++) {
    for (const [by, visible] of Object.entries(ways)) {
      const start = performance.now();
      const page = await ground.page(await visible());
      const took = performance.now() - start;
      assertPage(page, reader, rows, `${row}, ${by}`);
      if (turn > 0) times.set(by, [...(times.get(by) ?? []), took]);
    }
  }
  const middle = (by: string) => median(times.get(by) ?? []);
  for (const by of Object.keys(ways)) add({ row, by, value: middle(by), unit: "ms" });
  for (const by of ["chosen", "chosen from memory"])
    add({
      row: `${row}, of the better shape`,
      by,
      value: middle(by) / middle("the better shape"),
      unit: "×",
      goal: GOAL,
    });

  const other = reader.better === "in" ? "exists" : "in";
  const start = performance.now();
  await ground.page(await ground.asks.database.visible(ground.id, question, { shape: other }));
  add({ row, by: "the other shape", value: performance.now() - start, unit: "ms", isDetail: true });
}

function assertPage(page: readonly string[], { isSeen }: Reader, rows: number, what: string): void {
  const expected: string[] = [];
  for (let i = 0; expected.length < 20; i++) if (isSeen(i, rows)) expected.push(String(i));
  if (page.join() !== expected.join()) throw new Error(`${what}: wrong: ${page.join(" ")}`);
}
