import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import { sqlite, sqliteMigrations } from "@relata/sqlite";
import * as schema from "@relata/sqlite/schema";
import { expect, test } from "vitest";
import { openConnection } from "./open-connection.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const migrations = fileURLToPath(new URL("../migrations/", import.meta.url));

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };

type Snapshot = Parameters<typeof generateSQLiteMigration>[0];

/** Whatever is in a file, as SQLite describes it; spaces and quotes apart. */
function describe(client: Database.Database): readonly string[] {
  const objects = client.prepare(
    "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by name",
  );
  return objects.all().map((object) => JSON.stringify(object).replaceAll(/\s+|\\[nt]|[`\\"]/g, " "));
}

/** Runs what the application's drizzle-kit would run for these tables. */
async function migrateByDrizzleKit(client: Database.Database, tables: Record<string, unknown>): Promise<void> {
  const statements = await generateSQLiteMigration(
    await generateSQLiteDrizzleJson({}),
    await generateSQLiteDrizzleJson(tables),
  );
  for (const statement of statements) client.exec(statement);
}

test("drizzle-kit finds nothing to change between the migrations and the schema", async () => {
  const journal = JSON.parse(readFileSync(`${migrations}meta/_journal.json`, "utf8")) as { entries: { idx: number }[] };
  const last = String(journal.entries.at(-1)?.idx).padStart(4, "0");
  const migrated = JSON.parse(readFileSync(`${migrations}meta/${last}_snapshot.json`, "utf8")) as Snapshot;
  expect(await generateSQLiteMigration(migrated, await generateSQLiteDrizzleJson(schema))).toEqual([]);
});

test.each([undefined, "authz_", "_"])(
  "with prefix %s, migrations make exactly the tables and indexes of the schema",
  async (prefix) => {
    const fresh = new Database(":memory:");
    await migrateByDrizzleKit(fresh, schema.tablesIn({ ...(prefix !== undefined && { prefix }) }));
    const { connection } = openConnection(":memory:", prefix);
    connection.client.exec(`drop table ${prefix ?? "relata_"}migrations`);
    expect(describe(connection.client)).toEqual(describe(fresh));
    expect(describe(fresh)).toHaveLength(23);
  },
);

test("every table, index and trigger is named by the prefix", () => {
  const { client } = openConnection(":memory:", "authz_").connection;
  const names = client.prepare("select name from sqlite_master where name not like 'sqlite_%'").pluck().all();
  expect(names.filter((name) => !String(name).startsWith("authz_"))).toEqual([]);
});

test.each(["", "9lives_", "Relata_", "a-b", 'a"b', "a".repeat(32)])("`%s` begins no names", (prefix) => {
  const refused = expect.objectContaining({ code: "store_unavailable", message: expect.stringContaining("prefix") });
  expect(() => sqlite(":memory:", { prefix })).toThrow(refused);
  expect(() => sqliteMigrations(":memory:", { prefix })).toThrow(refused);
  expect(() => schema.tablesIn({ prefix })).toThrow(refused);
});

test("two prefixes are two databases in one file, and their tokens are not taken for one another", async () => {
  const path = join(folder, "two.db");
  const [one, two] = [sqlite(path, { prefix: "one_" }), sqlite(path, { prefix: "two_" })];
  const { token } = await one.write({ touch: [ann] });
  expect(await two.contents()).toMatchObject({ tuples: [] });
  expect(() => two.contents({ consistency: { atLeast: token } })).toThrow(
    expect.objectContaining({ code: "invalid_consistency_token" }),
  );
  const client = new Database(path);
  client.transaction(() => {
    two.in(client).write({ touch: [{ ...ann, relation: "editor" }] });
    expect(one.in(client).contents().tuples).toEqual([ann]);
  })();
  expect(await two.contents()).toMatchObject({ tuples: [{ relation: "editor" }] });
  for (const each of [one, two, client]) each.close();
});

const insert = (store: string, endedIn: string) => `insert into relata_tuples
  (store, object_type, object_id, relation, subject_type, subject_id, subject_relation, made_in, ended_in)
  values ('${store}', 'doc', 'a', 'viewer', 'user', 'ann', '', 1, ${endedIn})`;

test("one key cannot be live twice in a store, and there is one database in a file", () => {
  const { client } = openConnection(":memory:").connection;
  for (const endedIn of ["1", "1", "null"]) client.exec(insert("main", endedIn));
  client.exec(insert("tenant", "null"));
  expect(() => client.exec(insert("main", "null"))).toThrow("UNIQUE");
  expect(() => client.exec("insert into relata_database (only, id) values (2, 'x')")).toThrow("CHECK");
});

test("status and up say what is to be done, do it once, and make no file before", async () => {
  const path = join(folder, "owned.db");
  const [one, two] = [sqliteMigrations(path, { prefix: "authz_" }), sqliteMigrations(path, { prefix: "authz_" })];
  const before = await one.status();
  expect(before).toEqual({ applied: [], pending: [{ name: "0000_first", statements: expect.any(Array) }] });
  expect(before.pending[0]?.statements.join("\n")).toContain("CREATE TABLE `authz_tuples`");
  expect(before.pending[0]?.statements.join("\n")).not.toContain("relata_");
  expect(existsSync(path)).toBe(false);
  expect(await one.up()).toEqual(before.pending);
  expect(await two.up()).toEqual([]);
  expect(await two.status()).toEqual({ applied: [{ name: "0000_first" }], pending: [] });
  for (const each of [one, two]) await each.close();
  expect(() => one.status()).toThrow(expect.objectContaining({ code: "closed" }));
  const store = sqlite(path, { prefix: "authz_", migrate: "never" });
  expect(await store.write({ touch: [ann] })).toMatchObject({ written: 1 });
  store.close();
});

test("what is pending, run by another program, is what `up` makes", async () => {
  const path = join(folder, "by-hand.db");
  const owned = sqliteMigrations(path);
  const client = new Database(path);
  for (const { statements } of (await owned.status()).pending) for (const one of statements) client.exec(one);
  const another = openConnection(":memory:").connection.client;
  expect(describe(client)).toEqual(describe(another));
  expect(await owned.status()).toEqual({ applied: [{ name: "0000_first" }], pending: [] });
  client.close();
  await owned.close();
  const store = sqlite(path);
  expect(await store.write({ touch: [ann] })).toMatchObject({ written: 1 });
  store.close();
});

test("a newer database has no status that this version knows, and is not migrated", async () => {
  const path = join(folder, "newer.db");
  sqlite(path).close();
  const client = new Database(path);
  client.exec("insert into relata_migrations (created_at, hash) values (9999999999999, 'x')");
  client.close();
  const newer = expect.objectContaining({ code: "store_newer" });
  const owned = sqliteMigrations(path);
  expect(() => owned.status()).toThrow(newer);
  expect(() => owned.up()).toThrow(newer);
  expect(() => sqlite(path, { migrate: "never" })).toThrow(newer);
  await owned.close();
});

test("with `never`, tables that the application's drizzle-kit made are used, named, and left as they are", async () => {
  const path = join(folder, "kit.db");
  const client = new Database(path);
  await migrateByDrizzleKit(client, schema.tablesIn({ prefix: "app_" }));
  client.exec("alter table app_tuples add column note text");
  const before = describe(client);
  const store = sqlite(path, { prefix: "app_", migrate: "never" });
  const { token } = await store.write({ touch: [ann], idempotencyKey: "first" });
  store.close();
  const again = sqlite(path, { prefix: "app_", migrate: "never" });
  expect(await again.contents()).toMatchObject({ tuples: [ann], token });
  expect(describe(client)).toEqual(before);
  again.close();
  client.close();
});

test("with `never`, tables that are not as they should be are refused, and what is missing is said", () => {
  const path = join(folder, "outdated.db");
  const open = () => sqlite(path, { migrate: "never" });
  expect(open).toThrow(expect.objectContaining({ code: "store_outdated" }));
  expect(open).toThrow("table `relata_transactions`");
  sqlite(path).close();
  const client = new Database(path);
  client.exec("drop index relata_tuples_from; alter table relata_tuples drop column valid_from");
  client.exec("drop table relata_idempotency");
  client.close();
  expect(open).toThrow(
    expect.objectContaining({
      code: "store_outdated",
      message: expect.stringContaining("`relata migrate`"),
      details: {
        lacking: ["column `relata_tuples.valid_from`", "index `relata_tuples_from`", "table `relata_idempotency`"],
      },
    }),
  );
});
