import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { afterAll } from "vitest";
import { model } from "../src/authz.gen.ts";
import { folders, invoices, invoicesOnSqlite } from "../src/on-sqlite.ts";
import { describeUses, FOLDERS, INVOICES, TUPLES } from "./uses.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-invoice-search-"));
const path = join(folder, "app.db");
const relata = await createRelata({ model, store: sqlite(path) });
await relata.write(TUPLES);
const client = new Database(path);
client.exec(`create table folders (id text primary key, name text not null);
  create table invoices (id integer primary key, folder text not null, amount real not null, status text not null)`);
const db = drizzle(client);
db.insert(folders).values(FOLDERS).run();
db.insert(invoices).values(INVOICES).run();
afterAll(async () => {
  client.close();
  await relata.close();
  rmSync(folder, { recursive: true });
});

describeUses("SQLite", invoicesOnSqlite(db, relata));
