import { createHash } from "node:crypto";
import { canonicalChanges, idempotencyMismatch, type Changes } from "@relata/store";
import { sql } from "drizzle-orm";
import { makeAll } from "./make-all.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/** What a write did, as its key keeps it. */
export interface Outcome {
  readonly transaction: number;
  readonly written: number;
  readonly deleted: number;
}

/** A write that has a name. */
export interface Named {
  readonly key: string;
  readonly hash: string;
}

/** The name of a write with what it stands for; undefined for a write without one. */
export function nameOf(changes: Changes): Named | undefined {
  const { idempotencyKey: key } = changes;
  if (key === undefined) return undefined;
  return { key, hash: createHash("sha256").update(canonicalChanges(changes)).digest("hex") };
}

/**
 * What the write of that name did, where there was one.
 *
 * @throws Failure `idempotency_mismatch`
 */
export async function earlier(session: Session, scope: Scope, { key, hash }: Named): Promise<Outcome | undefined> {
  const [row] = await session.rows<{ hash: string; transaction: string; written: number; deleted: number }>(sql`
    select i.hash, i.transaction, i.written, i.deleted from ${scope.tables.idempotency} i
    where i.store = ${scope.store} and i.key = ${key}`);
  if (row === undefined) return undefined;
  if (row.hash !== hash) throw idempotencyMismatch(key);
  return { transaction: Number(row.transaction), written: row.written, deleted: row.deleted };
}

/**
 * Keeps the name. Of two writes of one name at once, the second waits here for the first; and where that is committed, it
 * fails to serialize, is tried again, and finds the name.
 */
export async function keep(session: Session, scope: Scope, { key, hash }: Named, outcome: Outcome): Promise<void> {
  const { transaction, written, deleted } = outcome;
  const statement = sql`
    with made as (insert into ${scope.tables.idempotency} (store, key, hash, transaction, written, deleted)
    values (${scope.store}, ${key}, ${hash}, ${transaction}::bigint, ${written}::integer, ${deleted}::integer)
    on conflict (store, key) do nothing returning 1)
    select count(*)::integer as n from made`;
  await makeAll(session, statement, 1);
}
