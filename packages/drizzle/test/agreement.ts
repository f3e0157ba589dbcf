import type { Relata, Schema } from "@relata/core";
import type { JsonObject } from "@relata/model";
import { sql, type Column } from "drizzle-orm";
import { expect, test } from "vitest";
import { authorized, type Database, type LiveStore } from "../src/index.ts";
import { rowsOf } from "../src/rows-of.ts";
import { model, MORE_TUPLES, ROWS, TUPLES } from "./situation.ts";

export interface Agreeing {
  readonly db: Database;
  readonly relata: Relata<Schema, LiveStore>;
  readonly columns: Readonly<Record<"id" | "amount" | "status" | "due", Column>>;
}

const SUBJECTS = [
  "user:ann",
  "user:bob",
  "user:star",
  "user:nobody",
  "group:eng#member",
  "folder:plans#view",
  "document:d4",
];

/** Every name of a model that has each operator beside a policy, asked of every row: what SQL finds is what `check` allows. */
export function describeAgreement(name: string, { db, relata, columns }: Agreeing): void {
  const names = model.types.find((type) => type.name === "document");
  const asked = [...(names?.relations ?? []), ...(names?.permissions ?? [])].map((one) => one.name);

  test(`the rows are those that check allows, in either shape, on ${name}`, async () => {
    const store = relata.store("agreement");
    await store.write({
      touch: [...TUPLES, ...MORE_TUPLES],
      attributes: [{ object: "document:d1", set: { amount: 300 } }],
    });
    const authz = authorized(store, db);
    const { id, ...attributes } = columns;
    const now = "2026-02-01T00:00:00Z";
    const seen = { allowed: 0, denied: 0, conditional: 0 };
    for (const subject of SUBJECTS) {
      for (const permission of asked) {
        const items = ROWS.map((row) => ({ subject, permission, object: `document:${row.id}`, resource: stated(row) }));
        const decided = await store.checkMany(items, { now });
        const expected = ROWS.filter((_, i) => decided[i]?.decision?.outcome === "allowed").map((row) => row.id);
        for (const { decision } of decided) if (decision !== undefined) seen[decision.outcome]++;
        for (const shape of ["exists", "in"] as const) {
          const question = { subject, permission, type: "document", attributes, now };
          const visible = await authz.visible(id, question, { shape });
          const query = sql`select ${id} as id from ${id.table} where ${visible} order by ${id}`;
          const found = (await rowsOf<{ readonly id: string }>(db, query)).map((row) => row.id);
          expect([subject, permission, shape, found]).toEqual([subject, permission, shape, expected]);
        }
      }
    }
    expect(seen.allowed + seen.denied + seen.conditional).toBe(SUBJECTS.length * asked.length * ROWS.length);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });
}

/** The columns of the row that have a value. */
function stated({ amount, status, due }: (typeof ROWS)[number]): JsonObject {
  return Object.fromEntries(Object.entries({ amount, status, due }).filter(([, value]) => value !== null));
}
