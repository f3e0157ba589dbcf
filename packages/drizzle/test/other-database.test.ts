import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sqlite } from "@relata/sqlite";
import Sqlite from "better-sqlite3";
import { drizzle as drizzleOnSqlite } from "drizzle-orm/better-sqlite3";
import { pgTable, text as pgText } from "drizzle-orm/pg-core";
import { drizzle as drizzleOnPostgres } from "drizzle-orm/postgres-js";
import { sqliteTable, text as sqliteText } from "drizzle-orm/sqlite-core";
import { afterAll, expect, test } from "vitest";
import { authorized } from "../src/index.ts";
import { model, TUPLES } from "./situation.ts";

/** A `db` that is not on the store's database is a failure, since it would find what another has written, or nothing. */

const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const ANN = { subject: "user:ann", permission: "view", type: "document" };
const onSqlite = sqliteTable("documents", { id: sqliteText("id") });
const onPostgres = pgTable("documents", { id: pgText("id") });
const other = { code: "invalid_settings", message: expect.stringContaining("on another database than the store") };
const none = { code: "invalid_settings", message: expect.stringContaining("cannot read the tables of relata") };

test("a file with tuples of another store, or without any, is refused", async () => {
  const relata = await createRelata({ model, store: sqlite(file("app.db")) });
  const elsewhere = await createRelata({ model, store: sqlite(file("other.db")) });
  await elsewhere.write(TUPLES);
  for (const [name, failure] of [
    ["other.db", other],
    ["empty.db", none],
  ] as const) {
    const client = new Sqlite(file(name));
    const authz = authorized(relata, drizzleOnSqlite(client));
    for (const shape of ["auto", "exists", "in"] as const)
      await expect(authz.visible(onSqlite.id, ANN, { shape })).rejects.toMatchObject(failure);
    await expect(authz.countVisible(onSqlite.id, ANN)).rejects.toMatchObject(failure);
    client.close();
  }
  await relata.close();
  await elsewhere.close();
});

test("tables that come later are found: the failure is not kept", async () => {
  const relata = await createRelata({ model, store: sqlite(file("late.db")) });
  const [client, reached] = [new Sqlite(file("late.db")), { isThere: false }];
  const db = drizzleOnSqlite(client);
  const authz = authorized(relata, {
    all: (query) => {
      if (!reached.isThere) throw new Error("no connection");
      return db.all(query);
    },
  });
  await expect(authz.visible(onSqlite.id, ANN)).rejects.toMatchObject(none);
  reached.isThere = true;
  await expect(authz.visible(onSqlite.id, ANN)).resolves.toBeDefined();
  client.close();
  await relata.close();
});

test("so is another database of PostgreSQL", async () => {
  const [own, elsewhere, empty] = [await testDatabase(), await testDatabase(), await testDatabase()];
  const relata = await createRelata({ model, store: postgres(own.url) });
  const second = await createRelata({ model, store: postgres(elsewhere.url) });
  await second.write(TUPLES);
  for (const [{ client }, failure] of [
    [elsewhere, other],
    [empty, none],
  ] as const) {
    const authz = authorized(relata, drizzleOnPostgres(client));
    await expect(authz.visible(onPostgres.id, ANN)).rejects.toMatchObject(failure);
  }
  await relata.write(TUPLES);
  await expect(authorized(relata, drizzleOnPostgres(own.client)).visible(onPostgres.id, ANN)).resolves.toBeDefined();
  await relata.close();
  await second.close();
});
