import { compareText } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { AuditEvent } from "../audit-row.ts";
import type { KeyRecord } from "../key.ts";
import type { AuditPage, AuditPageInput, EndedKey, FoundKey, KeyChange, KeyPageInput } from "../key-store.ts";
import { applyChange } from "./apply-change.ts";
import { toAuditRow, toRecord, toSecret, type AuditDbRow, type FoundRow, type KeyRow } from "./key-row.ts";
import type { Places } from "./places.ts";
import { ask, type Steps } from "./steps.ts";

/** What ends a key, for a while or for ever. */
const ENDS: readonly AuditEvent[] = ["revoke", "disable", "purge", "stop"];

/** What both adapters ask of their tables, for one store. */
export class KeyStatements {
  readonly #at: Places;
  readonly #store: string;

  constructor(at: Places, store: string) {
    this.#at = at;
    this.#store = store;
  }

  /** @param mark what says of which state the answer is, where a statement can */
  *find(hashes: readonly string[], mark: SQL = sql`null`): Steps<FoundKey | undefined> {
    const { keys, secrets } = this.#at;
    const [row] = yield* ask<FoundRow>(sql`
      select k.*, s.hash, s.last_four, s.created_at as secret_created_at, s.valid_until, ${mark} as mark
      from ${secrets} s join ${keys} k on k.store = s.store and k.id = s.key
      where s.store = ${this.#store} and s.hash in ${listed(hashes)}`);
    if (row === undefined) return undefined;
    return { key: toRecord(row), secret: toSecret(row), ...(row.mark !== null && { mark: row.mark }) };
  }

  *get(id: string): Steps<KeyRecord | undefined> {
    const [row] = yield* ask<KeyRow>(sql`${this.#rows()} and k.id = ${id}`);
    return row === undefined ? undefined : toRecord(row);
  }

  *list({ limit, after, ids }: KeyPageInput): Steps<readonly KeyRecord[]> {
    if (ids?.length === 0) return [];
    const behind = after === undefined ? sql`` : sql` and k.id > ${after}`;
    const among = ids === undefined ? sql`` : sql` and k.id in ${listed(ids)}`;
    const rows = yield* ask<KeyRow>(sql`${this.#rows()}${behind}${among} order by k.id limit ${limit}`);
    return rows.map(toRecord);
  }

  *commit(changes: readonly KeyChange[]): Steps<void> {
    for (const change of changes) yield* applyChange(this.#at, this.#store, change);
  }

  /** When keys were last used. */
  *used(used: ReadonlyMap<string, number>): Steps<void> {
    // Why in order: two processes that note the same keys then wait for each other in one direction only.
    for (const [id, at] of [...used].toSorted(([a], [b]) => compareText(a, b))) {
      yield* ask(sql`
        update ${this.#at.keys} set last_used_at = ${at}
        where store = ${this.#store} and id = ${id} and (last_used_at is null or last_used_at < ${at})`);
    }
  }

  *audit({ limit, before, key }: AuditPageInput): Steps<AuditPage> {
    const older = before === undefined ? sql`` : sql` and a.number < ${before}`;
    const of = key === undefined ? sql`` : sql` and a.key = ${key}`;
    const found = yield* ask<AuditDbRow>(sql`
      select a.number, a.key, a.event, a.at, a.row from ${this.#at.audit} a where a.store = ${this.#store}${older}${of}
      order by a.number desc limit ${limit}`);
    const last = found.length === limit ? found.at(-1) : undefined;
    return { rows: found.map(toAuditRow), ...(last !== undefined && { next: Number(last.number) }) };
  }

  *endedSince(since: number): Steps<readonly EndedKey[]> {
    // Why attempts by name: the index leaves them out, and SQLite has to be told so.
    const rows = yield* ask<{ readonly key: string; readonly at: number | string }>(sql`
      select a.key, max(a.at) as at from ${this.#at.audit} a
      where a.store = ${this.#store} and a.event in ${listed(ENDS)} and a.event <> 'attempt' and a.at >= ${since}
        and a.key is not null
      group by a.key order by a.key`);
    return rows.map(({ key, at }) => ({ key, at: Number(at) }));
  }

  /** Keys with the end of their newest secret, which alone has no end of its own. */
  #rows(): SQL {
    const { keys, secrets } = this.#at;
    return sql`
      select k.*, s.last_four from ${keys} k
      join ${secrets} s on s.store = k.store and s.key = k.id and s.valid_until is null
      where k.store = ${this.#store}`;
  }
}

function listed(values: readonly string[]): SQL {
  return sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
}
