import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@relata/postgres-server/test-database";
import Database from "better-sqlite3";
import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import { expect, test } from "vitest";
import { keyTablesIn as postgresTables, postgresKeys } from "../src/postgres/index.ts";
import { keyTablesIn as sqliteTables, sqliteKeys } from "../src/sqlite/index.ts";

const server = testDatabase();

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "relata-keys-"));
  return join(folder, "a.db");
}

const columnsOf = (tables: Record<string, Table>) =>
  Object.fromEntries(
    Object.values(tables).map((table) => [
      getTableName(table),
      Object.values(getTableColumns(table))
        .map(({ name }) => name)
        .toSorted(),
    ]),
  );

test("the migrations make the tables of the exported schema, under any prefix, on SQLite", async () => {
  const path = file();
  await sqliteKeys(path, { prefix: "authz_" }).close();
  const client = new Database(path);
  const found = Object.fromEntries(
    Object.keys(columnsOf(sqliteTables({ prefix: "authz_" }))).map((name) => [
      name,
      (client.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name).toSorted(),
    ]),
  );
  expect(found).toEqual(columnsOf(sqliteTables({ prefix: "authz_" })));
  client.close();
  rmSync(path);
});

test("the migrations make the tables of the exported schema, in any schema, on PostgreSQL", async () => {
  const { url, client } = await server;
  const place = { schema: "tenants", prefix: "authz_" };
  const store = postgresKeys({ url, ...place });
  expect(await store.list({ limit: 1 })).toEqual([]);
  const rows = await client<{ table_name: string; column_name: string }[]>`
    select table_name, column_name from information_schema.columns
    where table_schema = 'tenants' and table_name <> 'authz_keys_migrations'`;
  const found: Record<string, string[]> = {};
  for (const row of rows) (found[row.table_name] ??= []).push(row.column_name);
  for (const columns of Object.values(found)) columns.sort();
  expect(found).toEqual(columnsOf(postgresTables(place)));
  await store.close();
});

test("two that open a new database at once both find it made", async () => {
  const { url } = await server;
  const options = { url, schema: "twice" };
  const stores = [postgresKeys(options), postgresKeys(options)];
  expect(await Promise.all(stores.map((store) => store.list({ limit: 1 })))).toEqual([[], []]);
  for (const store of stores) await store.close();
});

test("with `never`, tables that are missing are named, and none is made", async () => {
  const path = file();
  expect(() => sqliteKeys(path, { migrate: "never" })).toThrow(
    expect.objectContaining({ code: "store_outdated", message: expect.stringContaining("`relata_keys`") }),
  );
  await sqliteKeys(path).close();
  await sqliteKeys(path, { migrate: "never" }).close();
  const { url } = await server;
  const store = postgresKeys({ url, schema: "none", migrate: "never" });
  await expect(store.get("k")).rejects.toMatchObject({ code: "store_outdated" });
  await store.close();
});

test("tables of a newer version are refused, and left alone", async () => {
  const path = file();
  await sqliteKeys(path).close();
  const client = new Database(path);
  client.exec("insert into relata_keys_migrations (created_at, hash) values (9999999999999, 'later')");
  client.close();
  const before = readFileSync(path);
  expect(() => sqliteKeys(path)).toThrow(expect.objectContaining({ code: "store_newer" }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("what is no database is a failure that holds no password", async () => {
  expect(() => sqliteKeys(":memory:")).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  expect(() => sqliteKeys("/nowhere/at/all.db")).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  expect(() => sqliteKeys(file(), { prefix: "No; drop" })).toThrow(
    expect.objectContaining({ code: "store_unavailable" }),
  );
  const store = postgresKeys("postgres://ann:hunter2@127.0.0.1:9/none");
  await expect(store.get("k")).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.not.stringContaining("hunter2"),
  });
  await store.close();
});

test("a store that was closed is closed", async () => {
  const store = sqliteKeys(file());
  await store.store("other").close();
  expect(await store.get("k")).toBeUndefined();
  await store.close();
  expect(() => store.get("k")).toThrow(expect.objectContaining({ code: "closed" }));
});

test("another connection's lock is waited for, while the event loop goes on", async () => {
  const path = file();
  const store = sqliteKeys(path, { busyTimeoutMs: 2_000 });
  const other = new Database(path);
  other.exec("begin immediate");
  let turns = 0;
  const ticking = setInterval(() => turns++, 5);
  const written = store.note(new Map(), [{ at: 1, event: "attempt", outcome: "allowed" }]);
  setTimeout(() => other.exec("commit"), 100);
  await written;
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(3);
  expect((await store.audit({ limit: 1 })).rows).toHaveLength(1);
  other.close();
  await store.close();
});

test("what is noted is read as it was, also where an older version repeated its columns in the row", async () => {
  const path = file();
  const store = sqliteKeys(path);
  const attempt = { at: 5, event: "attempt", outcome: "refused", reason: "unknown", route: "POST /v1/check" } as const;
  const change = { at: 6, event: "revoke", outcome: "allowed", key: "k1", lastFour: "abcd" } as const;
  await store.note(new Map(), [attempt, change]);
  const client = new Database(path);
  client
    .prepare("insert into relata_audit (store, key, event, row, at) values ('main', 'k1', 'revoke', ?, 6)")
    .run(JSON.stringify(change));
  expect((await store.audit({ limit: 9 })).rows).toEqual([change, change, attempt]);
  expect(await store.endedSince(6)).toEqual([{ key: "k1", at: 6 }]);
  client.close();
  await store.close();
});

test("keys that ended are looked for by an index that has no attempts", () => {
  const path = file();
  const store = sqliteKeys(path);
  const plan = store.client
    .prepare(
      "explain query plan select max(at) from relata_audit where store = 'main' and event in ('revoke') and event <> 'attempt' and at >= 1",
    )
    .all() as { readonly detail: string }[];
  expect(plan.map(({ detail }) => detail).join()).toContain("relata_audit_by_event");
  store.client.close();
});

test("any number of rows is noted whole and in order, by statements of fifty", async () => {
  const store = sqliteKeys(file());
  for (const count of [0, 1, 49, 50, 51, 100, 130]) {
    const before = (await store.audit({ limit: 1_000 })).rows.length;
    const rows = Array.from({ length: count }, (_, n) => ({ at: n, event: "attempt", outcome: "allowed" }) as const);
    await store.note(new Map(), rows);
    const found = (await store.audit({ limit: 1_000 })).rows;
    expect(found.slice(0, found.length - before)).toEqual(rows.toReversed());
  }
  await store.close();
});
