import { setTimeout as sleep } from "node:timers/promises";
import { postgres } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { logAsContents } from "@relata/store/conformance";
import postgresJs from "postgres";
import { afterAll, expect, test } from "vitest";
import { ChildProcess } from "./child-process.ts";
import { chosen, isLong } from "./how-long.ts";
import { withoutClients } from "./without-clients.ts";

const server = await startServer();
const client = postgresJs(server.url, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await client.end();
  await server.stop();
}, 30_000);

const moments = chosen(isLong ? 20 : 2, 1, 40).map((ms, n) => [n % 2 === 0 ? "drizzle" : "driver", ms] as const);

test.each(moments)(
  "an application killed in its transactions, by %s, after %i ms, leaves each document with its owner, or neither",
  { timeout: 60_000 },
  async (way, ms) => {
    await client`drop table if exists documents`;
    await client`create table documents (id text primary key)`;
    const before = postgres(server.url);
    await before.stores.delete("main");
    await before.close();
    await withoutClients(server.url);
    const child = new ChildProcess("write-both.ts", server.url, way);
    await child.printed(5);
    await sleep(ms);
    await child.kill();
    await withoutClients(server.url);

    const store = postgres(server.url);
    const owned = (await store.contents()).tuples.map(({ object }) => object.id).toSorted();
    const documents = (await client`select id from documents`).map(({ id }) => String(id)).toSorted();
    expect(owned).toEqual(documents);
    expect(child.lines.filter((line) => !documents.includes(line))).toEqual([]);
    expect(documents.length).toBeGreaterThanOrEqual(5);
    await logAsContents(store);
    await store.close();
  },
);
