import type { Wanted } from "@relata/resolver";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sql, type SQL } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { batchQuery } from "../src/batch-query.ts";
import { matching } from "../src/filter.ts";
import { floorQuery } from "../src/raise-floor.ts";
import { rowsIn } from "../src/rows-in.ts";
import { storesQuery } from "../src/postgres-stores.ts";
import type { State } from "../src/state.ts";
import { endedQuery, keysQuery, predecessorsQuery, transactionsQuery, windowQuery } from "../src/sweep.ts";
import { tablesIn } from "../src/tables.ts";
import { endAttributes } from "../src/write-attributes.ts";
import { endTuples } from "../src/write-tuples.ts";
import { explain } from "./explain.ts";
import { fill } from "./filled.ts";

const COUNT = process.env["RELATA_LONG"] === "1" ? 1_000_000 : 50_000;

/** Less than a hundredth of the pages of the tables at that size, and more than a thousand look-ups need. */
const MOST_PAGES = 4_000;

const { url, client } = await testDatabase();
const tables = tablesIn();
const live: State = { tables, store: "main" };
const past: State = { ...live, at: Math.floor(COUNT / 150) };

const object = { type: "doc", id: "11" };
const user = { type: "user", id: "77" };
const group = { type: "group", id: "70", relation: "member" };
const through = [{ type: "group", relation: "member" }];

const asked: readonly Wanted[] = [
  { ask: "has", object, relation: "viewer4", subject: user },
  { ask: "sets", object, relation: "viewer4" },
  { ask: "objects", object, relation: "viewer4" },
  { ask: "usages", entity: user },
  { ask: "attributes", object },
  { ask: "memberships", subject: user, through },
  { ask: "memberships", subject: group, through },
];

const manyAsked = Array.from({ length: 300 }, (_, i): Wanted => ({
  ask: "has",
  object: { type: "doc", id: `${i}` },
  relation: "viewer4",
  subject: user,
}));

const key = JSON.stringify([
  {
    n: 0,
    how: "touch",
    object_type: "doc",
    object_id: "11",
    relation: "viewer4",
    subject_type: "user",
    subject_id: "11",
    subject_relation: "",
  },
]);
const value = JSON.stringify([{ n: 0, object_type: "doc", object_id: "11", name: "name1", value: "1" }]);

const window = Array.from({ length: 100 }, (_, i) => ({ id: i * 5 + 1, store: "main", number: i * 5 + 1 }));
const floor = { oldest: 1_000, collected: 1_000, swept: 400, isThere: true };

const statements: readonly [string, SQL][] = [
  ["a batch of each question", batchQuery(live, asked)],
  ["a batch of each question about the past", batchQuery(past, asked)],
  ["a batch of many questions", batchQuery(live, manyAsked)],
  ["a batch of many questions about the past", batchQuery(past, manyAsked)],
  ["what a write ends of tuples", endTuples(live, key, 1)],
  ["what a write ends of attributes", endAttributes(live, value, 1)],
  ["a step of the floor", floorQuery(tables, COUNT)],
  ["writes below the floor", windowQuery(tables, floor, 1_000)],
  ["tuples that are swept", endedQuery(tables, "tuples", window, 300)],
  ["attributes that are swept", endedQuery(tables, "attributes", window, 300)],
  ["keys that are swept", keysQuery(tables, window)],
  ["writes before those that are swept", predecessorsQuery(tables, window)],
  [
    "transactions that are swept",
    transactionsQuery(
      tables,
      window.map(({ id }) => id),
      floor,
    ),
  ],
  ["the names of stores", storesQuery(tables)],
];

beforeAll(async () => {
  const store = postgres({ url, poolSize: 1 });
  await store.contents();
  await store.close();
  console.time("fill");
  await fill(client, COUNT);
  console.timeEnd("fill");
}, 600_000);

function describePlans(statistics: string): void {
  describe.each(["generic", "custom"] as const)(`with ${statistics}, a %s plan`, (plan) => {
    test.each(statements)("%s", async (name, query) => {
      const { nodes, pages } = await explain(client, query, plan);
      if (process.env["X"])
        console.log(
          name,
          statistics,
          plan,
          pages,
          nodes
            .map((n) => `${n["Node Type"]} ${n["Index Name"] ?? n["Relation Name"] ?? ""}`)
            .filter((n) => /Scan /.test(n))
            .join("; "),
        );
      const scanned = nodes.filter(
        (node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] !== "relata_database",
      );
      expect(scanned).toEqual([]);
      expect(pages).toBeLessThan(MOST_PAGES);
    });
  });
}

describePlans("no statistics");

describe("after analyze", () => {
  beforeAll(async () => {
    await client.unsafe("vacuum analyze relata_tuples; ".slice(0, -2));
    await client.unsafe("analyze");
  }, 600_000);
  describePlans("fresh statistics");
});
