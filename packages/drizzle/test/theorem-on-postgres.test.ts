import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { doublePrecision, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, expect, test } from "vitest";
import { sqlAgreesWithTheSpecification } from "./theorem.ts";

const { url, client } = await testDatabase();
const store = postgres(url);
await client`create table things (id text, level double precision, region text, seen timestamptz)`;
const things = pgTable("things", {
  id: text("id"),
  level: doublePrecision("level"),
  region: text("region"),
  seen: timestamp("seen", { withTimezone: true }),
});
afterAll(() => store.close());

test("on PostgreSQL, the rows are those that the specification allows", { timeout: 60_000 }, async () => {
  const seen = await sqlAgreesWithTheSpecification(
    {
      db: drizzle(client),
      columns: things,
      levels: [
        [0, { level: 0 }],
        [2, { level: 2 }],
        [1.5, { level: 1.5 }],
        [null, {}],
        [Number.NaN, {}],
        [Number.NEGATIVE_INFINITY, {}],
      ],
      regions: [
        ["eu", { region: "eu" }],
        ["EU", { region: "EU" }],
        ["", { region: "" }],
        ["o'brien", { region: "o'brien" }],
        ["%", { region: "%" }],
        ["2026-02-01T00:00:00Z", { region: "2026-02-01T00:00:00Z" }],
        [null, {}],
      ],
      times: [
        ["2026-02-01T00:00:00Z", { seen: "2026-02-01T00:00:00Z" }],
        ["2026-02-01T00:00:00.000001Z", { seen: "2026-02-01T00:00:00.000001Z" }],
        ["1969-12-31T23:59:59.999Z", { seen: "1969-12-31T23:59:59.999Z" }],
        [null, {}],
        ["infinity", {}],
        ["0044-03-15 BC", {}],
      ],
      openStore: (name) => store.stores.open(name),
      fill: async (rows) => {
        await client`truncate things`;
        for (const { id, level, region, seen } of rows)
          await client`insert into things values
            (${id}, ${level as number | null}, ${region as string | null}, ${seen as string | null}::text::timestamptz)`;
      },
    },
    25,
  );
  expect(seen.allowed).toBeGreaterThan(5);
  expect(seen.other).toBeGreaterThan(100);
  expect(seen.refused).toBeLessThan(seen.asked * 0.85);
});
