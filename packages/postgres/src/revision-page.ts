import { formatToken, snapshotExpired, type LogChange, type LogPage } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { OpenedState } from "./opened-state.ts";
import { changesOf } from "./revision-changes.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

export interface PageOfRevisions {
  readonly databaseId: string;
  /** The number of the last one that is known. */
  readonly after: number;
  readonly limit: number;
  readonly opened: Promise<OpenedState>;
}

interface RevisionRow {
  readonly id: string;
  readonly number: string;
  readonly at: string;
  readonly is_last: boolean;
}

/** @throws Failure `snapshot_expired` */
export async function revisionPage(
  session: Session,
  scope: Scope,
  { databaseId, after, limit, opened }: PageOfRevisions,
): Promise<LogPage> {
  const rows = await session.rows<RevisionRow>(revisionsQuery(scope, after, limit));
  const { oldest } = await opened;
  if (after < oldest) throw snapshotExpired(after, oldest);
  const changes = await changesOf(
    session,
    scope,
    rows.map(({ id }) => Number(id)),
  );
  const revisions = rows.map(({ id, number, at }) => ({
    number: Number(number),
    token: formatToken({ storeId: databaseId, transactions: [Number(id)] }),
    at: Number(at),
    changes: changes.get(Number(id)) ?? ([] as readonly LogChange[]),
  }));
  return { revisions, isLast: rows.at(-1)?.is_last ?? true };
}

/**
 * Revisions until so many rows were made and ended in them, from each to the next by an index. A revision without changes
 * counts as one, and a tuple that was replaced as two. Cost: what is counted, at most twice the limit for the last one.
 */
export function revisionsQuery({ tables, store }: Scope, after: number, limit: number): SQL {
  const { transactions, tuples, attributes } = tables;
  const most = sql.raw(`limit ${limit}`);
  const counted = (table: typeof tuples | typeof attributes, column: string) => sql`(
    select count(*) from (
      select 1 from ${table} r where r.store = ${store} and r.${sql.identifier(column)} = t.id ${most}
    ) c
  )`;
  const weight = sql`greatest(1, ${counted(tuples, "made_in")} + ${counted(tuples, "ended_in")}
    + ${counted(attributes, "made_in")} + ${counted(attributes, "ended_in")})`;
  const next = (from: SQL) => sql`
    select t.id, t.number, t.at from ${transactions} t where t.store = ${store} and t.number > ${from}
    order by t.number limit 1`;
  return sql`
  with recursive page as (
    select t.*, ${weight} as total from (${next(sql`${after}::bigint`)}) t
    union all
    select t.*, p.total + ${weight} as total from page p cross join lateral (${next(sql`p.number`)}) t
    where p.total < ${limit}::bigint
  )
  select p.id, p.number, p.at, (
    select max(t.number) from ${transactions} t where t.store = ${store}
  ) = (select max(l.number) from page l) as is_last
  from page p order by p.number`;
}
