import { WILDCARD } from "@relata/model";
import type { AttributeKind, TupleKind } from "@relata/store";
import { and, count, eq, isNull, ne, sql, type SQL } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { attributes, tuples } from "./schema.ts";

/** A kind with how many live rows it has, and the condition that selects them. */
export interface Counted<Kind> {
  readonly kind: Kind;
  readonly count: number;
  readonly where: SQL | undefined;
}

const isAny = sql<number>`${tuples.subjectId} = ${sql.raw(`'${WILDCARD}'`)}`;

/** The kinds of all live tuples. Cost: a walk over the live tuples, and in memory a row for each kind. */
export function tupleKinds(db: Connection): readonly Counted<TupleKind>[] {
  const { objectType, relation, subjectType, subjectRelation, policy } = tuples;
  const rows = db
    .select({ objectType, relation, subjectType, subjectRelation, wildcard: isAny, policy, count: count() })
    .from(tuples)
    .where(isNull(tuples.endedIn))
    .groupBy(objectType, relation, subjectType, subjectRelation, isAny, policy)
    .all();
  return rows.map((row) => ({
    kind: {
      type: row.objectType,
      relation: row.relation,
      subject: {
        type: row.subjectType,
        ...(row.subjectRelation !== "" && { relation: row.subjectRelation }),
        ...(row.wildcard === 1 && { wildcard: true as const }),
        ...(row.policy !== null && { policy: row.policy }),
      },
    },
    count: row.count,
    where: and(
      eq(objectType, row.objectType),
      eq(relation, row.relation),
      eq(subjectType, row.subjectType),
      eq(subjectRelation, row.subjectRelation),
      row.wildcard === 1 ? eq(tuples.subjectId, WILDCARD) : ne(tuples.subjectId, WILDCARD),
      row.policy === null ? isNull(policy) : eq(policy, row.policy),
      isNull(tuples.endedIn),
    ),
  }));
}

/** The kinds of all live attributes. Cost: a walk over the live attributes. */
export function attributeKinds(db: Connection): readonly Counted<AttributeKind>[] {
  const { objectType, name } = attributes;
  const rows = db
    .select({ type: objectType, name, count: count() })
    .from(attributes)
    .where(isNull(attributes.endedIn))
    .groupBy(objectType, name)
    .all();
  return rows.map(({ type, name: of, count }) => ({
    kind: { type, name: of },
    count,
    where: and(eq(objectType, type), eq(name, of), isNull(attributes.endedIn)),
  }));
}
