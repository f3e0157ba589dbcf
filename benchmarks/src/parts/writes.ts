import { setTimeout as sleep } from "node:timers/promises";
import type { Relata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { sqlite } from "@relata/sqlite";
import type { Bench, Part } from "../bench.ts";
import { openResident } from "../contenders/open-relata.ts";
import { median, quantile } from "../measuring/statistics.ts";
import { fill } from "../workload/filled.ts";
import { Organisation } from "../workload/organisation.ts";
import { M, S } from "../workload/size.ts";

/** Milliseconds until a write is seen, after it was acknowledged. */
const GOALS = { same: 1, other: 30 };
/** Longer than that is no delay any more. */
const PATIENCE_MS = 10_000;

export const writes: Part = {
  about:
    "how long after its acknowledgement a write is seen in memory: by who wrote, and by another engine on the database",
  run: async (bench) => {
    const size = bench.isQuick ? S : M;
    const world = new Organisation(size);
    const server = await startServer();
    const [near, far] = [postgres({ url: server.url }), postgres({ url: server.url })];
    await fill(near, world.tuples(), (doing) => bench.say(`PostgreSQL: ${doing}`));
    const writer = await openResident(near);
    await seen(bench, `${size.name}, PostgreSQL, seen by who wrote`, writer, writer, GOALS.same);
    // Why not before: it follows every write as well, with the same processors.
    const reader = await openResident(far);
    await seen(bench, `${size.name}, PostgreSQL, seen over other connections`, writer, reader, GOALS.other);
    await writer.close();
    await reader.close();
    await server.stop();

    const store = sqlite(":memory:");
    await fill(store, world.tuples(), (doing) => bench.say(`SQLite: ${doing}`));
    const relata = await openResident(store);
    await seen(bench, `${size.name}, SQLite, seen by who wrote`, relata, relata, GOALS.same);
    await relata.close();
  },
};

async function seen(bench: Bench, row: string, writer: Relata, reader: Relata, goal: number): Promise<void> {
  const runs = bench.isQuick ? 5 : 200;
  bench.say(row);
  const [acknowledged, seen]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    // Each is somebody new, so that nobody has an answer of theirs.
    const subject = `user:new-${row.length}-${run}`;
    const object = "document:document-7";
    if (await reader.can(subject, "view", object)) throw new Error(`${row}: seen before it was written`);
    const start = performance.now();
    await writer.write([`${object}#viewer@${subject}`]);
    const written = performance.now();
    while (!(await reader.can(subject, "view", object))) {
      if (performance.now() - written > PATIENCE_MS) throw new Error(`${row}: not seen after ${PATIENCE_MS} ms`);
      await sleep(1);
    }
    seen.push(performance.now() - written);
    acknowledged.push(written - start);
  }
  bench.add({ row, by: "until it is seen", value: median(seen), p99: p99Of(seen), unit: "ms", goal });
  bench.add({ row, by: "the write itself", value: median(acknowledged), p99: p99Of(acknowledged), unit: "ms" });
}

function p99Of(values: readonly number[]): number | undefined {
  return values.length < 100 ? undefined : quantile(values, 0.99);
}
