import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, expect, test } from "vitest";
import { sqlAgreesWithTheSpecification } from "./theorem.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const path = join(folder, "app.db");
const store = sqlite(path);
const client = new Database(path);
client.exec("create table things (id text collate nocase, level real, region text collate nocase, seen integer)");
const things = sqliteTable("things", {
  id: text("id"),
  level: real("level"),
  region: text("region"),
  seen: integer("seen", { mode: "timestamp_ms" }),
});
afterAll(() => {
  client.close();
  store.close();
  rmSync(folder, { recursive: true });
});

test("on SQLite, the rows are those that the specification allows", { timeout: 60_000 }, async () => {
  const seen = await sqlAgreesWithTheSpecification(
    {
      db: drizzle(client),
      columns: things,
      levels: [
        [0, { level: 0 }],
        [2, { level: 2 }],
        [1.5, { level: 1.5 }],
        [null, {}],
        ["eu", { level: "eu" }],
        // Beyond the doubles: no number of a policy's.
        [Number.POSITIVE_INFINITY, {}],
      ],
      regions: [
        ["eu", { region: "eu" }],
        ["EU", { region: "EU" }],
        ["", { region: "" }],
        ["o'brien", { region: "o'brien" }],
        ["%", { region: "%" }],
        ["2026-02-01T00:00:00Z", { region: "2026-02-01T00:00:00Z" }],
        [null, {}],
        [Buffer.from("eu"), {}],
      ],
      times: [
        [Date.parse("2026-02-01T00:00:00Z"), { seen: "2026-02-01T00:00:00Z" }],
        [Date.parse("2026-01-31T12:00:00Z"), { seen: "2026-01-31T12:00:00Z" }],
        [Date.parse("1969-12-31T23:59:59.999Z"), { seen: "1969-12-31T23:59:59.999Z" }],
        [null, {}],
        // Beyond the years of RFC 3339.
        [9e15, {}],
      ],
      openStore: (name) => store.stores.open(name),
      fill: async (rows) => {
        client.exec("delete from things");
        const insert = client.prepare("insert into things values (?, ?, ?, ?)");
        for (const { id, level, region, seen } of rows) insert.run(id, level, region, seen);
      },
    },
    40,
  );
  expect(seen.allowed).toBeGreaterThan(5);
  expect(seen.other).toBeGreaterThan(100);
  expect(seen.refused).toBeLessThan(seen.asked * 0.85);
});
