import { compareText, type Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchQuery } from "../src/batch-query.ts";
import { numberTransactions } from "../src/sequencer.ts";
import { tablesIn } from "../src/tables.ts";
import { endAttributes } from "../src/write-attributes.ts";
import { endTuples } from "../src/write-tuples.ts";

const { url, client } = await testDatabase();
const tables = tablesIn();
const dialect = new PgDialect();
const store = postgres({ url, poolSize: 1 });
afterAll(() => store.close());

/** 20,000 tuples: documents with viewers, and groups in groups. */
const tuples = Array.from({ length: 20_000 }, (_, i): Tuple => {
  if (i % 10 === 0) {
    const subject = { type: "group", id: `${(i / 10) >> 1}`, relation: "member" };
    return { object: { type: "group", id: `${i / 10}` }, relation: "member", subject };
  }
  return {
    object: { type: "doc", id: `${i % 4_000}` },
    relation: `viewer${i % 7}`,
    subject: { type: "user", id: `${i}` },
  };
});

beforeAll(async () => {
  const attributes = Array.from({ length: 3_000 }, (_, i) => ({
    object: { type: "doc", id: `${i}` },
    set: { size: i },
  }));
  await store.write({ touch: tuples, attributes });
  for (let i = 0; i < 300; i++) await store.write({});
  await client.unsafe("analyze");
});

/** Every node of the plan that the server makes for the statement, without knowing its parameters. */
async function planOf(query: SQL): Promise<readonly Record<string, unknown>[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const rows = await client.begin(async (tx) => {
    await tx.unsafe("set local plan_cache_mode = force_generic_plan");
    return tx.unsafe(`explain (format json) ${text}`, params as string[], { prepare: true });
  });
  const nodes: Record<string, unknown>[] = [];
  const visit = (node: Record<string, unknown>): void => {
    nodes.push(node);
    for (const child of (node["Plans"] ?? []) as Record<string, unknown>[]) visit(child);
  };
  const [explained] = (rows[0]?.["QUERY PLAN"] ?? []) as { Plan: Record<string, unknown> }[];
  if (explained !== undefined) visit(explained.Plan);
  return nodes;
}

const entity = { type: "user", id: "1" };
const object = { type: "doc", id: "1" };
const through = [{ type: "group", relation: "member" }];
const batch = batchQuery(tables, [
  { ask: "has", object, relation: "viewer1", subject: entity },
  { ask: "memberships", subject: entity, through },
]);
const statements: readonly [string, SQL][] = [
  ["a batch of questions", batch],
  ["what a write ends of tuples", endTuples(tables, "[]", 1)],
  ["what a write ends of attributes", endAttributes(tables, "[]", 1)],
  ["the newest transaction", sql`select coalesce(max(id), 0) as id from ${tables.transactions}`],
  ["the sequencer", numberTransactions(tables)],
];

test.each(statements)("%s reads no table from end to end at 20,000 tuples", async (_, query) => {
  const nodes = await planOf(query);
  expect(nodes.filter((node) => node["Node Type"] === "Seq Scan")).toEqual([]);
  expect(nodes.filter((node) => /Index/.test(String(node["Node Type"]))).length).toBeGreaterThan(0);
});

test("each question goes to the index that is made for it", async () => {
  const used = new Set((await planOf(batch)).flatMap((node) => node["Index Name"] ?? []));
  expect([...used].map(String).sort(compareText)).toEqual([
    "relata_attributes_live_key",
    "relata_tuples_live_key",
    "relata_tuples_live_sets",
    "relata_tuples_live_subject",
  ]);
});

test("a batch of a thousand questions and a climb through eleven groups take milliseconds, not walks", async () => {
  const { sql: text, params } = dialect.sqlToQuery(
    batchQuery(tables, [
      ...tuples
        .slice(0, 1_000)
        .map(({ object, relation, subject }) => ({ ask: "has", object, relation, subject }) as const),
      { ask: "memberships", subject: { type: "group", id: "1", relation: "member" }, through },
    ]),
  );
  const rows = await client.unsafe(`explain (analyze, buffers, format json) ${text}`, params as string[]);
  const [explained] = (rows[0]?.["QUERY PLAN"] ?? []) as { Plan: Record<string, number> }[];
  // A walk through the tuples for each question would be a hundred times as many pages.
  expect(explained?.Plan["Shared Hit Blocks"]).toBeLessThan(60_000);
});
