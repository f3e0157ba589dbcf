import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openFile } from "../src/open-file.ts";
import * as schema from "../src/schema.ts";

const migrations = fileURLToPath(new URL("../migrations/", import.meta.url));

type Snapshot = Parameters<typeof generateSQLiteMigration>[0];

/** Whatever is in a file, as SQLite describes it; spaces and quotes apart. */
function describe(client: Database.Database): readonly unknown[] {
  const objects = client.prepare(
    "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by name",
  );
  return objects.all().map((object) => JSON.stringify(object).replaceAll(/\s+|\\[nt]|[`\\"]/g, " "));
}

test("drizzle-kit finds nothing to change between the migrations and the schema", async () => {
  const journal = JSON.parse(readFileSync(`${migrations}meta/_journal.json`, "utf8")) as { entries: { idx: number }[] };
  const last = String(journal.entries.at(-1)?.idx).padStart(4, "0");
  const migrated = JSON.parse(readFileSync(`${migrations}meta/${last}_snapshot.json`, "utf8")) as Snapshot;
  expect(await generateSQLiteMigration(migrated, await generateSQLiteDrizzleJson(schema))).toEqual([]);
});

test("the migrations make exactly the tables and indexes of the schema", async () => {
  const fresh = new Database(":memory:");
  const statements = await generateSQLiteMigration(
    await generateSQLiteDrizzleJson({}),
    await generateSQLiteDrizzleJson(schema),
  );
  for (const statement of statements) fresh.exec(statement);
  const migrated = openFile(":memory:", 100, ({ $client }) => $client);
  migrated.exec("drop table relata_migrations");
  expect(describe(migrated)).toEqual(describe(fresh));
  expect(describe(fresh).length).toBeGreaterThan(7);
});

test("every table, index and trigger is named for relata", () => {
  const client = openFile(":memory:", 100, ({ $client }) => $client);
  const names = client.prepare("select name from sqlite_master where name not like 'sqlite_%'").pluck().all();
  expect(names.filter((name) => !String(name).startsWith("relata_"))).toEqual([]);
});

test("foreign keys hold: a tuple of no transaction is refused", () => {
  const client = openFile(":memory:", 100, ({ $client }) => $client);
  const insert =
    "insert into relata_attributes (object_type, object_id, name, value, made_in) values ('a', 'b', 'c', '1', 9)";
  expect(() => client.exec(insert)).toThrow("FOREIGN KEY");
});

test("one key cannot be live twice, and there is one store in a file", () => {
  const client = openFile(":memory:", 100, ({ $client }) => $client);
  client.exec("insert into relata_transactions (number, at) values (1, 0)");
  const insert = `insert into relata_tuples
    (object_type, object_id, relation, subject_type, subject_id, subject_relation, made_in, ended_in)
    values ('doc', 'a', 'viewer', 'user', 'ann', '', 1, `;
  for (const endedIn of ["1", "1", "null"]) client.exec(`${insert}${endedIn})`);
  expect(() => client.exec(`${insert}null)`)).toThrow("UNIQUE");
  expect(() => client.exec("insert into relata_store (only, id) values (2, 'x')")).toThrow("CHECK");
});
