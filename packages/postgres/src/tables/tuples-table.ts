import { isNotNull, sql } from "drizzle-orm";
import { index, primaryKey, uniqueIndex } from "drizzle-orm/pg-core";
import { isLive, isPast, isSet } from "../life.ts";
import { bytes, inOrder, life, logIndexes, number, type Naming } from "./columns.ts";

/** One row for each value that a tuple has had. */
export function tuplesTable({ table, named }: Naming) {
  return table(
    named("tuples"),
    {
      id: number("id").notNull().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      objectType: bytes("object_type").notNull(),
      objectId: bytes("object_id").notNull(),
      relation: bytes("relation").notNull(),
      subjectType: bytes("subject_type").notNull(),
      subjectId: bytes("subject_id").notNull(),
      // Why: empty for a plain subject, never NULL, because NULLs are distinct in a unique index.
      subjectRelation: bytes("subject_relation").notNull(),
      policy: bytes("policy"),
      /** Canonical JSON, so that equal parameters are equal text. Null exactly where `policy` is. */
      parameters: bytes("parameters"),
      /** RFC 3339 text: PostgreSQL's own timestamps end at microseconds. */
      validFrom: bytes("valid_from"),
      validUntil: bytes("valid_until"),
      ...life(),
    },
    (t) => {
      const key = [t.objectType, t.objectId, t.relation, t.subjectType, t.subjectId, t.subjectRelation] as const;
      const object = [t.objectType, t.objectId, t.relation] as const;
      const subject = [t.subjectType, t.subjectId, t.subjectRelation, t.objectType, t.relation, t.objectId] as const;
      const isOfSet = isSet(t.subjectRelation, t.subjectId);
      return [
        primaryKey({ name: named("tuples_pkey"), columns: [t.store, t.id] }),
        // Is this tuple live? Its prefix answers: what is on this object under this relation?
        uniqueIndex(named("tuples_live_key"))
          .on(t.store, ...key)
          .where(isLive("key", t.endedIn)),
        // Which sets and wildcards are on this object? It holds none of the million plain members of a group.
        index(named("tuples_live_sets"))
          .on(t.store, ...object)
          .where(sql`${isLive("sets", t.endedIn)} and ${isOfSet}`),
        // Which groups is this subject in? Its prefix answers: what names this subject?
        index(named("tuples_live_subject"))
          .on(t.store, ...subject)
          .where(isLive("subject", t.endedIn)),
        // The same of the past: was this tuple live?
        index(named("tuples_past_key"))
          .on(t.store, ...key)
          .where(isPast("key", t.endedIn)),
        // Which sets and wildcards were on this object?
        index(named("tuples_past_sets"))
          .on(t.store, ...object)
          .where(sql`${isPast("sets", t.endedIn)} and ${isOfSet}`),
        // Which groups was this subject in?
        index(named("tuples_past_subject"))
          .on(t.store, ...subject)
          .where(isPast("subject", t.endedIn)),
        ...logIndexes((name) => named(`tuples_${name}`), t),
        // Which windows opened between two instants?
        index(named("tuples_from")).on(t.store, inOrder(t.validFrom)).where(isNotNull(t.validFrom)),
        // Which closed?
        index(named("tuples_until")).on(t.store, inOrder(t.validUntil)).where(isNotNull(t.validUntil)),
      ];
    },
  );
}
