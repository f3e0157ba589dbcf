import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { sqlite, type SqliteLiveRows } from "@relata/sqlite";
import Database from "better-sqlite3";
import { sql, type SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll } from "vitest";
import { model } from "./situation.ts";
import { describeVisits, DOCUMENTS, manyTuples } from "./visits.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const path = join(folder, "app.db");
const store = sqlite(path);
const whole = await createRelata({ model, store });
await whole.import(manyTuples());
const client = new Database(path);
afterAll(async () => {
  client.close();
  await resident.close();
  await whole.close();
  rmSync(folder, { recursive: true });
});

const documents = sqliteTable("documents", { id: text("id").primaryKey() });
client.exec("create table documents (id text primary key, made integer); create index made on documents (made)");
const insert = client.prepare("insert into documents values (?, ?)");
client.transaction(() => {
  for (let i = 0; i < DOCUMENTS; i++) insert.run(String(i), i);
})();

let visited = 0;
client.function("visited", { deterministic: false }, () => {
  visited++;
  return 1;
});

/** The store, with each of its rows counted as it is read: SQLite tells nobody how many it looked at. */
const counting = new Proxy(store, {
  get(target, key) {
    if (key === "live") return counted(target.live);
    const value: unknown = Reflect.get(target, key, target);
    return typeof value === "function" ? (value.bind(target) as unknown) : value;
  },
});

function counted(live: SqliteLiveRows): SqliteLiveRows {
  return { ...live, isLive: (alias, by) => sql`visited() and ${live.isLive(alias, by)}` };
}

const relata = await createRelata({ model, store: counting });
const resident = await createRelata({ model, store: counting, resident: true });
const db = drizzle(client);

describeVisits("SQLite", {
  db,
  relata,
  resident,
  id: documents.id,
  isRead: sql`visited()`,
  visits: async (query: SQL) => {
    visited = 0;
    const rows = db.all(query).length;
    return { rows, visited };
  },
});
