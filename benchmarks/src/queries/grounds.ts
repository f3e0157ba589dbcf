import { join } from "node:path";
import { createRelata, type Relata, type Schema } from "@relata/core";
import { authorized, type Authorized, type LiveStore } from "@relata/drizzle";
import { postgres } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { sql, type Column, type SQL } from "drizzle-orm";
import { drizzle as drizzleOnSqlite } from "drizzle-orm/better-sqlite3";
import { pgTable, text as pgText } from "drizzle-orm/pg-core";
import { drizzle as drizzleOnPostgres } from "drizzle-orm/postgres-js";
import { sqliteTable, text as sqliteText } from "drizzle-orm/sqlite-core";
import postgresJs from "postgres";
import { ROWS_MODEL, tuplesOfRows } from "./rows.ts";

const MAX_BYTES = 4 * 2 ** 30;

/** A database of an application with so many rows, and relata beside them. */
export interface Ground {
  readonly name: string;
  readonly id: Column;
  /** Asks the database how to find rows, and asks the graph in memory. */
  readonly asks: Readonly<Record<"database" | "memory", Authorized>>;
  /** The ids of the first page that the condition lets through. */
  readonly page: (visible: SQL) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const firstPage = (visible: SQL) => sql`select * from documents where ${visible} order by made limit 20`;

interface Row {
  readonly id: string;
  readonly [column: string]: unknown;
}

export async function sqliteGround(folder: string, rows: number): Promise<Ground> {
  const file = join(folder, `rows-${rows}.db`);
  const open = () => sqlite(file);
  const { plain, resident } = await engines(open, rows);
  const client = new Database(file);
  client.exec("create table documents (id text primary key, made integer); create index made on documents (made)");
  const insert = client.prepare("insert into documents values (?, ?)");
  client.transaction(() => {
    for (let i = 0; i < rows; i++) insert.run(String(i), i);
  })();
  const db = drizzleOnSqlite(client);
  return {
    name: "SQLite",
    id: sqliteTable("documents", { id: sqliteText("id").primaryKey() }).id,
    asks: { database: authorized(plain, db), memory: authorized(resident, db) },
    page: async (visible) => db.all<Row>(firstPage(visible)).map(({ id }) => id),
    close: async () => {
      client.close();
      await plain.close();
      await resident.close();
    },
  };
}

export async function postgresGround(rows: number): Promise<Ground> {
  const server = await startServer();
  const { plain, resident } = await engines(() => postgres(server.url), rows);
  const client = postgresJs(server.url, { max: 1, onnotice: () => undefined });
  await client.unsafe(`create table documents (id text primary key, made integer); create index made on documents (made);
    insert into documents select n::text, n from generate_series(0, ${rows - 1}) n; analyze`);
  const db = drizzleOnPostgres(client);
  return {
    name: "PostgreSQL",
    id: pgTable("documents", { id: pgText("id").primaryKey() }).id,
    asks: { database: authorized(plain, db), memory: authorized(resident, db) },
    page: async (visible) => (await db.execute<Row>(firstPage(visible))).map(({ id }) => id),
    close: async () => {
      await client.end();
      await plain.close();
      await resident.close();
      await server.stop();
    },
  };
}

interface Engines<Db extends LiveStore> {
  readonly plain: Relata<Schema, Db>;
  readonly resident: Relata<Schema, Db>;
}

/** One engine that asks the database, and one that holds the tuples in memory. */
async function engines<Db extends LiveStore>(open: () => Db, rows: number): Promise<Engines<Db>> {
  const plain = await createRelata({ model: ROWS_MODEL, store: open() });
  await plain.import(tuplesOfRows(rows));
  const resident = await createRelata({ model: ROWS_MODEL, store: open(), resident: { maxBytes: MAX_BYTES } });
  const { state } = await resident.ready();
  if (state !== "resident") throw new Error(`the store is ${state}, and not resident`);
  return { plain, resident };
}
