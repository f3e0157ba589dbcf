import { sql, type SQL } from "drizzle-orm";
import { fromEach, type Part } from "./held.ts";
import type { Tables } from "./tables.ts";
import { tupleColumns, type TupleRow } from "./tuple-row.ts";

const hasReached = sql`t.store = +:store
  and t.subject_type = r.type and t.subject_id = r.id and t.subject_relation = r.relation
  and (t.object_type, t.relation) in (select type, relation from kinds)`;

const isSetOfWildcard = sql`t.store = +:store
  and r.id = '*' and r.relation <> '' and t.subject_type = r.type and t.subject_relation = r.relation`;

/**
 * The closure of `Memberships`, as one recursive query over the parts of a state. Parameters: `type`, `id` and `relation`
 * (empty for a plain subject) of the subject, and `through`, a JSON array of `[type, relation]`.
 *
 * `reached` holds the subjects met on the way up: first the subject itself, with the wildcard of its type if it is a
 * plain one; then each set that a tuple of such a subject stands on; and for a set of the wildcard object, each set of
 * its type that some tuple has as a subject. Cost: two index searches for each of them. `union` keeps each once, and
 * so a cycle ends; a tuple has one subject, and so comes once.
 */
export function reachedFrom({ tuples }: Tables, parts: readonly Part[]): SQL<TupleRow> {
  const climb = (columns: SQL, where: SQL) =>
    sql.join(
      parts.map(
        ({ isHeld, by }) => sql`select ${columns} from reached r cross join ${tuples} t ${by(tuples, "subject")}
        where ${where} and ${isHeld}`,
      ),
      sql` union `,
    );
  return sql<TupleRow>`
  with recursive
  kinds(type, relation) as materialized (
    select value ->> 0, value ->> 1 from json_each(:through)
  ),
  reached(type, id, relation) as (
    select :type, :id, :relation
    union
    select :type, '*', '' where :relation = ''
    union
    ${climb(sql`t.object_type, t.object_id, t.relation`, hasReached)}
    union
    ${climb(sql`t.subject_type, t.subject_id, t.subject_relation`, isSetOfWildcard)}
  )
  ${fromEach(
    parts,
    ({ isHeld, by }) => sql<TupleRow>`
      select ${tupleColumns} from reached r cross join ${tuples} t ${by(tuples, "subject")}
      where ${hasReached} and ${isHeld}`,
  )}`;
}
