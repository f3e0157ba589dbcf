import { WILDCARD } from "@relata/model";
import type { AttributeKind, TupleKind } from "@relata/store";
import { and, eq, isNull, ne, sql, type SQL } from "drizzle-orm";
import type { Scope } from "./scope.ts";

/** A kind with how many live rows it has, and the condition that selects them. */
export interface Counted<Kind> {
  readonly kind: Kind;
  readonly count: number;
  readonly where: SQL | undefined;
}

interface TupleKindRow {
  readonly objectType: string;
  readonly relation: string;
  readonly subjectType: string;
  readonly subjectRelation: string;
  readonly isAny: number;
  readonly policy: string | null;
  readonly count: number;
}

/** The kinds of all live tuples. Cost: a walk over the live tuples of the store, and in memory a row for each kind. */
export function tupleKinds({ statements: { connection, tables }, store }: Scope): readonly Counted<TupleKind>[] {
  const { tuples } = tables;
  const rows = connection.all(
    sql<TupleKindRow>`
    select object_type as objectType, relation, subject_type as subjectType, subject_relation as subjectRelation,
      subject_id = '*' as isAny, policy, count(*) as count
    from ${tuples} where store = ${store} and ended_in is null
    group by object_type, relation, subject_type, subject_relation, subject_id = '*', policy`,
  );
  return rows.map((row) => ({
    kind: {
      type: row.objectType,
      relation: row.relation,
      subject: {
        type: row.subjectType,
        ...(row.subjectRelation !== "" && { relation: row.subjectRelation }),
        ...(row.isAny === 1 && { wildcard: true as const }),
        ...(row.policy !== null && { policy: row.policy }),
      },
    },
    count: row.count,
    where: and(
      eq(tuples.store, store),
      eq(tuples.objectType, row.objectType),
      eq(tuples.relation, row.relation),
      eq(tuples.subjectType, row.subjectType),
      eq(tuples.subjectRelation, row.subjectRelation),
      row.isAny === 1 ? eq(tuples.subjectId, WILDCARD) : ne(tuples.subjectId, WILDCARD),
      row.policy === null ? isNull(tuples.policy) : eq(tuples.policy, row.policy),
      isNull(tuples.endedIn),
    ),
  }));
}

/** The kinds of all live attributes. Cost: a walk over the live attributes of the store. */
export function attributeKinds({ statements, store }: Scope): readonly Counted<AttributeKind>[] {
  const { attributes } = statements.tables;
  const rows = statements.connection.all(
    sql<AttributeKind & { readonly count: number }>`
    select object_type as type, name, count(*) as count from ${attributes}
    where store = ${store} and ended_in is null group by object_type, name`,
  );
  return rows.map(({ type, name, count }) => ({
    kind: { type, name },
    count,
    where: and(
      eq(attributes.store, store),
      eq(attributes.objectType, type),
      eq(attributes.name, name),
      isNull(attributes.endedIn),
    ),
  }));
}
