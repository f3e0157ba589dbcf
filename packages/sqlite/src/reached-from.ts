import { sql } from "drizzle-orm";
import { tuples } from "./schema.ts";

const type = sql.placeholder("type");
const id = sql.placeholder("id");
const relation = sql.placeholder("relation");
const through = sql.placeholder("through");

/**
 * The ids of the tuples in the closure of `Memberships`, as one recursive query. Parameters: `type`, `id` and `relation`
 * (empty for a plain subject) of the subject, and `through`, a JSON array of `[type, relation]`.
 *
 * `reached` holds the subjects met on the way up: first the subject itself, with the wildcard of its type if it is a
 * plain one; then each set that a tuple of such a subject stands on; and for a set of the wildcard object, each set of
 * its type that some tuple has as a subject. Cost: two index searches for each of them. `union` keeps each once, and
 * so a cycle ends.
 */
export const reachedFrom = sql`(
  with recursive
  kinds(type, relation) as materialized (
    select value ->> 0, value ->> 1 from json_each(${through})
  ),
  reached(type, id, relation) as (
    select ${type}, ${id}, ${relation}
    union
    select ${type}, '*', '' where ${relation} = ''
    union
    select t.object_type, t.object_id, t.relation
    from reached r cross join ${tuples} t
    where t.subject_type = r.type and t.subject_id = r.id and t.subject_relation = r.relation
      and (t.object_type, t.relation) in (select type, relation from kinds)
      and t.ended_in is null
    union
    select t.subject_type, t.subject_id, t.subject_relation
    from reached r cross join ${tuples} t
    where r.id = '*' and r.relation <> '' and t.subject_type = r.type and t.subject_relation = r.relation
      and t.ended_in is null
  )
  select t.id
  from reached r cross join ${tuples} t
  where t.subject_type = r.type and t.subject_id = r.id and t.subject_relation = r.relation
    and (t.object_type, t.relation) in (select type, relation from kinds)
    and t.ended_in is null
)`;
