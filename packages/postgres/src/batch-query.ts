import type { Wanted } from "@relata/resolver";
import { sql, type SQL } from "drizzle-orm";
import { isSet } from "./life.ts";
import { rowsIn, type Source } from "./rows-in.ts";
import type { State } from "./state.ts";
import { keyRow, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * One row of an answer, with the place in the batch of the question that it answers. Attributes come with their name as
 * `relation` and their value as `parameters`, ids as `object_id`: rows of one statement have one form.
 */
export type BatchRow = Partial<TupleRow> & { readonly n: number };

/** On the object under the relation, or on the wildcard object of its type. */
const onObject = sql.raw("t.object_type = w.type and t.object_id = o.id and t.relation = w.relation");

/**
 * Each question about an object twice: about the object, and about the wildcard of its type, once where that is it. Why not
 * `in (w.id, '*')`: before PostgreSQL 17 the planner may take that for a condition to try rows with, not to find them by.
 */
const withWildcard = sql.raw("wanted w cross join lateral (values (w.id), (nullif('*', w.id))) o(id)");

/**
 * A whole batch as one statement, whose text is the same whatever is asked and how often. Each question is looked up by
 * itself in the index that is made for it.
 *
 * Why `offset 0`: it keeps each look-up where it is written. Without it the planner may prefer to read a whole table where
 * it takes the batch for large.
 */
export function batchQuery(state: State, batch: readonly Wanted[]): SQL {
  const rows = (source: Source, where: SQL) => rowsIn(state, source, tupleColumns, where);
  const each = (ask: string, source: Source, where: SQL, from = withWildcard) => sql`
    select w.n, t.* from ${from} cross join lateral (
      ${rows(source, where)} offset 0
    ) t where w.ask = ${sql.raw(`'${ask}'`)}`;
  return sql`
  with recursive wanted as materialized (
    select * from json_to_recordset(${JSON.stringify(batch.map(toWantedRow))}::text::json) as w(
      n integer, ask text, type text, id text, relation text,
      subject_type text, subject_id text, subject_relation text, through text
    )
  ),
  ${climb(state)}
  ${each(
    "has",
    "tuples",
    sql`${onObject} and t.subject_type = w.subject_type and t.subject_id = w.subject_id
      and t.subject_relation = w.subject_relation`,
  )}
  union all ${each("sets", "tuples by sets", sql`${onObject} and ${isSet(sql.raw("t.subject_relation"), sql.raw("t.subject_id"))}`)}
  union all ${each("objects", "tuples", onObject)}
  union all ${each("usages", "tuples by subject", sql`t.subject_type = w.type and t.subject_id = w.id`, sql`wanted w`)}
  union all ${each("uses", "tuples by subject", ofUse, sql`wanted w`)}
  union all select r.n, t.* from reached r join kinds k on k.n = r.n cross join lateral (
    ${rows("tuples by subject", onReached)} offset 0
  ) t
  union all select w.n, null, null, a.name, null, null, null, null, a.value, null, null
  from wanted w cross join lateral (
    ${rowsIn(state, "attributes", sql.raw("t.name, t.value"), sql.raw("t.object_type = w.type and t.object_id = w.id"))}
    offset 0
  ) a where w.ask = 'attributes'
  union all select w.n, null, i.id, null, null, null, null, null, null, null, null
  from wanted w cross join lateral (
    ${eachOnce(state, "tuples", "object_id", sql.raw("t.object_type = w.type"))}
    union ${eachOnce(state, "tuples by subject", "subject_id", sql.raw("t.subject_type = w.type"))}
    union ${eachOnce(state, "attributes", "object_id", sql.raw("t.object_type = w.type"))}
    offset 0
  ) i where w.ask = 'ids' and i.id <> '*'`;
}

/** What has exactly that subject, under the relation of the type. */
const ofUse = sql.raw(
  "t.subject_type = w.subject_type and t.subject_id = w.subject_id and t.subject_relation = w.subject_relation " +
    "and t.object_type = w.type and t.relation = w.relation",
);

/** What the subject that was reached is in, of the kind. */
const onReached = sql.raw(
  "t.subject_type = r.type and t.subject_id = r.id and t.subject_relation = r.relation " +
    "and t.object_type = k.type and t.relation = k.relation",
);

/**
 * The subjects met on the way up, for every `memberships` of the batch at once: first the subject itself, with the
 * wildcard of its type if it is a plain one; then each set that a tuple of such a subject stands on; and for a set of the
 * wildcard object, each set of its type that some tuple has as a subject. Cost: an index search for each of them and each
 * kind. `union` keeps each once, and so a cycle ends.
 */
function climb(state: State): SQL {
  const sets = sql.raw("t.object_type as type, t.object_id as id, t.relation as relation");
  const ofType = sql.raw("t.subject_type = r.type and t.subject_relation = r.relation");
  return sql`
  kinds(n, type, relation) as materialized (
    select w.n, k.value ->> 0, k.value ->> 1
    from wanted w cross join lateral json_array_elements(w.through::json) k where w.ask = 'memberships'
  ),
  reached(n, type, id, relation) as (
    select w.n, s.type, s.id, s.relation
    from wanted w cross join lateral (
      select w.type collate "C" as type, w.id collate "C" as id, w.relation collate "C" as relation
      union select w.type, '*', '' where w.relation = ''
    ) s where w.ask = 'memberships'
    union
    select r.n, t.type, t.id, t.relation
    from reached r cross join lateral (
      select t.* from kinds k cross join lateral (
        ${rowsIn(state, "tuples by subject", sets, onReached)} offset 0
      ) t where k.n = r.n
      union all
      select r.type, i.id, r.relation from ${eachOnce(state, "tuples by subject", "subject_id", ofType)} i
      where r.id = '*' and r.relation <> ''
      offset 0
    ) t
  )`;
}

/**
 * The ids in rows of the state, each once, by leaps through the index from each to the next: a row for each id is read, and
 * not one for each tuple that names it.
 */
function eachOnce(state: State, source: Source, column: string, where: SQL): SQL {
  const id = sql`t.${sql.identifier(column)}`;
  const next = (after: SQL) => {
    const rows = rowsIn(state, source, sql`${id} as id`, sql`${where} ${after}`, sql`order by ${id} limit 1`);
    return sql`select n.id from (${rows}) n order by n.id limit 1`;
  };
  return sql`(
    with recursive leap(id) as (
      (${next(sql``)})
      union all
      select (${next(sql`and ${id} > leap.id`)}) from leap where leap.id is not null
    )
    select leap.id from leap where leap.id is not null
  )`;
}

function toWantedRow(wanted: Wanted, n: number): object {
  const { ask } = wanted;
  switch (wanted.ask) {
    case "has": {
      const { object_type: type, object_id: id, ...key } = keyRow(wanted);
      return { n, ask, type, id, ...key };
    }
    case "sets":
    case "objects":
      return { n, ask, ...wanted.object, relation: wanted.relation };
    case "memberships": {
      const { type, id, relation = "" } = wanted.subject;
      const through = JSON.stringify(wanted.through.map((kind) => [kind.type, kind.relation]));
      return { n, ask, type, id, relation, through };
    }
    case "attributes":
      return { n, ask, type: wanted.object.type, id: wanted.object.id };
    case "usages":
      return { n, ...usageRow(wanted) };
    case "ids":
      return { n, ask, type: wanted.type };
  }
}

function usageRow({ ask, entity, use }: Extract<Wanted, { readonly ask: "usages" }>): object {
  if (use === undefined) return { ask, type: entity.type, id: entity.id };
  const { type, relation, as = "" } = use;
  return { ask: "uses", type, relation, subject_type: entity.type, subject_id: entity.id, subject_relation: as };
}
