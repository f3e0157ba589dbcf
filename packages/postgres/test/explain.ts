import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";

import { PLANNING } from "../src/database.ts";

const dialect = new PgDialect();

let names = 0;

/** What a statement did, as the server says. */
export interface Explained {
  /** Every node of its plan. */
  readonly nodes: readonly Record<string, unknown>[];
  /** Pages of tables and indexes that it looked at. */
  readonly pages: number;
}

/**
 * Runs the statement, undoes it, and answers how it was run: with a plan that was made without knowing its parameters, as a
 * connection keeps it, or with one that was made for them.
 */
export async function explain(client: Sql, query: SQL, plan: "generic" | "custom"): Promise<Explained> {
  const name = `explained_${names++}`;
  const { sql: text, params } = dialect.sqlToQuery(query);
  const values = params.map((value) => `'${String(value).replaceAll("'", "''")}'`).join(", ");
  let explained: readonly Record<string, unknown>[] = [];
  const undo = new Error("undo");
  await client
    .begin(async (tx) => {
      await tx.unsafe(
        `set local plan_cache_mode = force_${plan}_plan; ${PLANNING.map((one) => dialect.sqlToQuery(one).sql).join("; ")}; prepare ${name} as ${text}`,
      );
      const call = values === "" ? name : `${name}(${values})`;
      const rows = await tx.unsafe(`explain (analyze, buffers, timing off, format json) execute ${call}`);
      explained = rows[0]?.["QUERY PLAN"] as Record<string, unknown>[];
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  const root = explained[0]?.["Plan"] as Record<string, unknown>;
  return { nodes: nodesOf(root), pages: Number(root["Shared Hit Blocks"]) + Number(root["Shared Read Blocks"]) };
}

function nodesOf(node: Record<string, unknown>): readonly Record<string, unknown>[] {
  return [node, ...((node["Plans"] ?? []) as Record<string, unknown>[]).flatMap(nodesOf)];
}
