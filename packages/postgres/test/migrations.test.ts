import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { expect, test } from "vitest";
import * as schema from "../src/schema.ts";

const { url, client } = await testDatabase();
const migrations = fileURLToPath(new URL("../migrations/", import.meta.url));

type Snapshot = Parameters<typeof generateMigration>[0];

test("drizzle-kit finds nothing to change between the migrations and the schema", async () => {
  const journal = JSON.parse(readFileSync(`${migrations}meta/_journal.json`, "utf8")) as { entries: { idx: number }[] };
  const last = String(journal.entries.at(-1)?.idx).padStart(4, "0");
  const migrated = JSON.parse(readFileSync(`${migrations}meta/${last}_snapshot.json`, "utf8")) as Snapshot;
  expect(await generateMigration(migrated, generateDrizzleJson(schema))).toEqual([]);
});

test("eight stores that start at once on a new database make its tables once, and are one store", async () => {
  const stores = Array.from({ length: 8 }, () => postgres({ url, schema: 'at "once"', poolSize: 1 }));
  const tokens = await Promise.all(stores.map(async (store) => (await store.contents()).token));
  expect(new Set(tokens).size).toBe(1);
  await Promise.all(stores.map((store) => store.close()));
  const rows = await client.unsafe(`select count(*)::int as count from "at ""once""".relata_migrations`);
  expect([...rows]).toEqual([{ count: 1 }]);
});

test("everything is named for relata and in the schema that was given, down to what tables refer to", async () => {
  const store = postgres({ url, schema: "elsewhere", poolSize: 1 });
  await store.contents();
  await store.close();
  const named = await client.unsafe<{ relname: string }[]>(
    "select relname from pg_class where relnamespace = 'elsewhere'::regnamespace and relname not like 'relata\\_%'",
  );
  expect([...named]).toEqual([]);
  const [elsewhere] = await client.unsafe<{ count: number }[]>(
    "select count(*)::int as count from pg_class where relnamespace = 'public'::regnamespace",
  );
  expect(elsewhere).toEqual({ count: 0 });
  const refers = await client.unsafe<{ to: string }[]>(`
    select distinct c.confrelid::regclass::text as to from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'elsewhere'::regnamespace`);
  expect([...refers]).toEqual([{ to: "elsewhere.relata_transactions" }]);
});

test("text is compared by its bytes in every column that is searched, whatever the database says of letters", async () => {
  const store = postgres({ url, schema: "bytes", poolSize: 1 });
  await store.contents();
  await store.close();
  const columns = await client.unsafe<{ name: string }[]>(`
    select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'bytes'::regnamespace and c.relkind = 'r'
    where a.attcollation not in (0, 'pg_catalog."C"'::regcollation) order by 1`);
  const others = ["bytes.relata_migrations.hash", "message", "model", "text"];
  expect(columns.map(({ name }) => name.replace("bytes.relata_models.", ""))).toEqual(others);
});

test("a database that a newer version wrote is refused, and stays as it was", async () => {
  const first = postgres({ url, schema: "newer", poolSize: 1 });
  await first.contents();
  await first.close();
  await client.unsafe("insert into newer.relata_migrations values (99999999999999, 'later')");
  const store = postgres({ url, schema: "newer", poolSize: 1 });
  await expect(store.contents()).rejects.toMatchObject({
    code: "store_newer",
    message: expect.stringContaining("update relata"),
  });
  await store.close();
});

test("a database whose row is gone is damaged, and one in another encoding is refused", async () => {
  const first = postgres({ url, schema: "nobody", poolSize: 1 });
  await first.contents();
  await first.close();
  await client.unsafe("delete from nobody.relata_store");
  const store = postgres({ url, schema: "nobody", poolSize: 1 });
  await expect(store.contents()).rejects.toMatchObject({ code: "store_unreadable" });
  await store.close();
});
