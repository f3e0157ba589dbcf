import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sql, type SQL } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll } from "vitest";
import { model } from "./situation.ts";
import { describeVisits, DOCUMENTS, manyTuples } from "./visits.ts";

const { url, client } = await testDatabase();
const relata = await createRelata({ model, store: postgres(url) });
await relata.import(manyTuples());
const resident = await createRelata({ model, store: postgres(url), resident: true });
const documents = pgTable("documents", { id: text("id").primaryKey() });
await client.unsafe(`create table documents (id text primary key, made integer); create index made on documents (made);
  insert into documents select n::text, n from generate_series(0, ${DOCUMENTS - 1}) n; analyze`);
const db = drizzle(client);
afterAll(async () => {
  await relata.close();
  await resident.close();
});

/** A node of a plan that has run: `Actual Rows` are those of one of its loops. */
interface Node {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Node[];
}

describeVisits("PostgreSQL", {
  db,
  relata,
  resident,
  id: documents.id,
  visits: async (query: SQL) => {
    const [explained] = await db.execute<{ "QUERY PLAN": readonly { Plan: Node }[] }>(
      sql`explain (analyze, format json) ${query}`,
    );
    const plan = explained?.["QUERY PLAN"][0]?.Plan;
    if (plan === undefined) throw new Error("no plan");
    return { rows: plan["Actual Rows"], visited: rowsRead(plan) };
  },
});

/** Rows that scans of tables and indexes came to, those that they passed over included. */
function rowsRead(node: Node): number {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);
  if (!/^(Seq|Index|Index Only|Bitmap Heap) Scan$/.test(node["Node Type"])) return below;
  const each =
    node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return below + each * node["Actual Loops"];
}
