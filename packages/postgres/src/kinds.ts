import { WILDCARD } from "@relata/model";
import type { AttributeKind, TupleKind } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/** A kind with how many live rows it has, and the condition that selects them from the table called `t`. */
export interface Counted<Kind> {
  readonly kind: Kind;
  readonly count: number;
  readonly where: SQL;
}

interface TupleKindRow {
  readonly object_type: string;
  readonly relation: string;
  readonly subject_type: string;
  readonly subject_relation: string;
  readonly wildcard: boolean;
  readonly policy: string | null;
  readonly count: string;
}

/** The kinds of all live tuples. Cost: a walk over the live tuples of the store, and in memory a row for each kind. */
export async function tupleKinds(
  session: Session,
  { tables: { tuples }, store }: Scope,
): Promise<readonly Counted<TupleKind>[]> {
  const rows = await session.rows<TupleKindRow>(sql`
    select t.object_type, t.relation, t.subject_type, t.subject_relation, t.subject_id = '*' as wildcard, t.policy,
      count(*) as count
    from ${tuples} t where t.store = ${store} and t.ended_in is null group by 1, 2, 3, 4, 5, 6`);
  return rows.map((row) => ({
    kind: {
      type: row.object_type,
      relation: row.relation,
      subject: {
        type: row.subject_type,
        ...(row.subject_relation !== "" && { relation: row.subject_relation }),
        ...(row.wildcard && { wildcard: true as const }),
        ...(row.policy !== null && { policy: row.policy }),
      },
    },
    count: Number(row.count),
    where: sql`t.store = ${store} and t.object_type = ${row.object_type} and t.relation = ${row.relation}
      and t.subject_type = ${row.subject_type} and t.subject_relation = ${row.subject_relation}
      and (t.subject_id = ${WILDCARD}) = ${row.wildcard}::boolean
      and t.policy is not distinct from ${row.policy} and t.ended_in is null`,
  }));
}

/** The kinds of all live attributes. Cost: a walk over the live attributes. */
export async function attributeKinds(
  session: Session,
  { tables: { attributes }, store }: Scope,
): Promise<readonly Counted<AttributeKind>[]> {
  const rows = await session.rows<{ type: string; name: string; count: string }>(sql`
    select t.object_type as type, t.name, count(*) as count
    from ${attributes} t where t.store = ${store} and t.ended_in is null group by 1, 2`);
  return rows.map(({ type, name, count }) => ({
    kind: { type, name },
    count: Number(count),
    where: sql`t.store = ${store} and t.object_type = ${type} and t.name = ${name} and t.ended_in is null`,
  }));
}
