import type { Wanted } from "@relata/resolver";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { Precondition } from "@relata/store";
import type { SQL } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { attributesOfStore } from "../src/attributes-of-store.ts";
import { batchQuery } from "../src/batch-query.ts";
import { deletionQuery } from "../src/delete-matching.ts";
import { rangeOf } from "../src/page-of.ts";
import { storesQuery } from "../src/postgres-stores.ts";
import { matchesQuery } from "../src/preconditions.ts";
import { floorQuery } from "../src/raise-floor.ts";
import type { State } from "../src/state.ts";
import { endedQuery, keysQuery, predecessorsQuery, transactionsQuery, windowQuery } from "../src/sweep.ts";
import { tablesIn } from "../src/tables/tables.ts";
import { tuplesOfStore } from "../src/tuples-of-store.ts";
import { endAttributes } from "../src/write-attributes.ts";
import { endTuples } from "../src/write-tuples.ts";
import { explain } from "./explain.ts";
import { fill } from "./filled.ts";
import { stateStatements } from "./state-statements.ts";

/** The long suite is at a million tuples. */
const TUPLES = process.env["RELATA_LONG"] === "1" ? 1_000_000 : 40_000;
const WRITES = 30_000 + TUPLES / 10;

/** Tables that are a few pages at any size: the server reads them as they are. */
const SMALL: ReadonlySet<string> = new Set(["relata_database", "relata_models"]);

const { url, client } = await testDatabase();
const tables = tablesIn();
const live: State = { tables, store: "main" };
const past: State = { ...live, at: WRITES / 2 };
/** As pages are: chosen a while ago. */
const recent: State = { ...live, at: WRITES - 100 };

const object = { type: "doc", id: "11" };
const user = { type: "user", id: "77" };
const group = { type: "group", id: `${TUPLES / 2}`, relation: "member" };
const through = [{ type: "group", relation: "member" }];

const each: readonly Wanted[] = [
  { ask: "has", object, relation: "viewer4", subject: user },
  { ask: "sets", object, relation: "viewer4" },
  { ask: "objects", object, relation: "viewer4" },
  { ask: "usages", entity: user },
  { ask: "usages", entity: group, use: { type: "doc", relation: "viewer4", as: "member" } },
  { ask: "attributes", object },
  { ask: "memberships", subject: user, through },
  { ask: "memberships", subject: group, through },
];

const many = Array.from({ length: 300 }, (_, i): Wanted => ({
  ask: "has",
  object: { type: "doc", id: `${i}` },
  relation: "viewer4",
  subject: user,
}));

const given = (n: number) => ({ n, how: "touch", object_type: "doc", object_id: `${n}`, relation: "viewer4" });
const keys = JSON.stringify(
  Array.from({ length: 100 }, (_, n) => ({
    ...given(n),
    subject_type: "user",
    subject_id: `${n}`,
    subject_relation: "",
  })),
);
const values = JSON.stringify(
  Array.from({ length: 100 }, (_, n) => ({ n, object_type: "doc", object_id: `${n}`, name: "name1", value: "1" })),
);

const conditions: readonly Precondition[] = [
  { must: "match", filter: { object } },
  { must: "not_match", filter: { subject: user } },
];

const window = Array.from({ length: 100 }, (_, i) => ({ id: i * 5 + 1, store: "main", number: i * 5 + 1 }));
const floor = { oldest: 2_000, collected: 2_000, swept: 400, isThere: true };
const swept = window.map(({ id }) => id);

const pages = [live, recent].flatMap((state) => {
  const listed = [{}, { object: { type: "doc" } }, { object }, { subject: { type: "user" } }, { subject: user }];
  const of = state === live ? "" : " of the past";
  return [undefined, ["doc", "17", "viewer3", "user", "17", ""]].flatMap((after): [string, SQL][] => {
    const which = after === undefined ? "the first page" : "a later page";
    const attributes = attributesOfStore("main");
    return [
      ...listed.map((filter): [string, SQL] => {
        const { query, order } = tuplesOfStore("main", filter);
        return [`${which}${of} of ${JSON.stringify(filter)}`, query(state, rangeOf(order, 101, after))];
      }),
      [
        `${which}${of} of attributes`,
        attributes.query(state, rangeOf(attributes.order, 101, after?.slice(0, attributes.order.length))),
      ],
    ];
  });
});

/** Each with the most pages that it may look at: what it needs, and far from what the tables have. */
const statements: readonly [string, number, SQL][] = [
  ["a batch of each question", 1_000, batchQuery(live, each)],
  ["a batch of each question about the past", 2_000, batchQuery(past, each)],
  ["a batch of many questions", 300 * 12, batchQuery(live, many)],
  ["a batch of many questions about the past", 300 * 24, batchQuery(past, many)],
  ["what a write ends of tuples", 100 * 30, endTuples(live, keys, 1)],
  ["what a write ends of attributes", 100 * 30, endAttributes(live, values, 1)],
  ["preconditions", 100, matchesQuery(live, conditions)],
  ["deletion of what is on an object", 1_000, deletionQuery(live, { object }, { limit: undefined, transaction: 1 })],
  ["deletion of a part", 10_000, deletionQuery(live, { object: { type: "doc" } }, { limit: 100, transaction: 1 })],
  ...pages.map(([name, query]): [string, number, SQL] => [name, 4_000, query]),
  ["a step of the floor", 1_000, floorQuery(tables, WRITES / 100)],
  ["writes below the floor", 1_000, windowQuery(tables, floor, 1_000)],
  ["tuples that are swept", 100 * 12, endedQuery(tables, "tuples", window, 300)],
  ["attributes that are swept", 100 * 12, endedQuery(tables, "attributes", window, 300)],
  ["keys that are swept", 100 * 12, keysQuery(tables, window)],
  ["writes before those that are swept", 100 * 12, predecessorsQuery(tables, window)],
  ["transactions that are swept", 100 * 60, transactionsQuery(tables, swept, floor)],
  ["the names of stores", 100, storesQuery(tables)],
  ...stateStatements(live, WRITES),
];

beforeAll(async () => {
  const store = postgres({ url, poolSize: 1 });
  await store.contents();
  await store.close();
  await fill(client, { tuples: TUPLES, writes: WRITES });
}, 600_000);

const isScan = (node: Record<string, unknown>) =>
  node["Node Type"] === "Seq Scan" && !SMALL.has(String(node["Relation Name"]));

/** Plans that a connection keeps are made without parameters; where the server thinks that better, it makes one for each call. */
function describePlans(statistics: string): void {
  describe.each(["generic", "custom"] as const)(`${statistics}, by a %s plan`, (plan) => {
    test.each(statements)("%s", async (_, most, query) => {
      const { nodes, pages: looked } = await explain(client, query, plan);
      expect(nodes.filter(isScan)).toEqual([]);
      expect(looked).toBeLessThan(most);
    });
  });
}

describe(`at ${TUPLES.toLocaleString("en")} tuples nothing reads a table from end to end`, () => {
  describePlans("before the server knows anything of the rows");

  describe("and then", () => {
    beforeAll(async () => void (await client.unsafe("analyze")), 600_000);
    describePlans("once it has looked at them");
  });
});
