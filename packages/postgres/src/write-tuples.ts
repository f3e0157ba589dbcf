import { compareTuples, Failure, formatKey, utf8Length, type Tuple, type TupleKey } from "@relata/model";
import { tupleExists, type Changes } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { DatabaseError } from "./database-error.ts";
import { makeAll } from "./make-all.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";
import { keyRow, valueRow } from "./tuple-row.ts";

/** What the server says of a row that does not fit into an index, of which it takes a third of a page at the most. */
const TOO_LONG = "54000";

interface Given {
  readonly how: "touch" | "create" | "delete";
  readonly tuple: Tuple | TupleKey;
}

/** A live tuple of a given key. */
interface Held {
  readonly n: number;
  readonly same: boolean;
}

/**
 * Writes tuples as rows of the transaction, in two statements whatever their number: one ends, one makes.
 *
 * Law: keys are sorted, so that of two writers that want the same rows one waits for the other, and neither for both.
 *
 * @throws Failure `tuple_exists`; `invalid_tuple` for a key that is longer than an index of PostgreSQL takes
 * @throws Overtaken
 */
export async function writeTuples(
  session: Session,
  scope: Scope,
  { touch = [], create = [], delete: ended = [] }: Changes,
  transaction: number,
): Promise<{ readonly written: number; readonly deleted: number }> {
  const given: Given[] = [
    ...touch.map((tuple): Given => ({ how: "touch", tuple })),
    ...create.map((tuple): Given => ({ how: "create", tuple })),
    ...ended.map((tuple): Given => ({ how: "delete", tuple })),
  ];
  if (given.length === 0) return { written: 0, deleted: 0 };
  given.sort((a, b) => compareTuples(a.tuple, b.tuple));
  const held = new Map<number, boolean>();
  for (const { n, same } of await session.rows<Held>(endTuples(scope, rowsOf(given), transaction))) held.set(n, same);
  const present = given.find(({ how }, n) => how === "create" && held.has(n));
  if (present !== undefined) throw tupleExists(present.tuple);
  const made = given.filter(({ how }, n) => how === "create" || (how === "touch" && held.get(n) !== true));
  if (made.length > 0) await make(session, scope, made, transaction);
  return { written: made.length, deleted: given.filter(({ how }, n) => how === "delete" && held.has(n)).length };
}

async function make(session: Session, scope: Scope, made: readonly Given[], transaction: number): Promise<void> {
  try {
    await makeAll(session, makeTuples(scope, rowsOf(made), transaction), made.length);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== TOO_LONG) throw error;
    const sizes = made.map(({ tuple }) =>
      Object.values(keyRow(tuple)).reduce((sum, part) => sum + utf8Length(part), 0),
    );
    const longest = made[sizes.indexOf(Math.max(...sizes))]?.tuple;
    const shown = longest === undefined ? "" : `${formatKey(longest).slice(0, 80)}…`;
    const message = `the key of \`${shown}\` has ${Math.max(...sizes)} bytes, and PostgreSQL takes about 2,600: shorten its ids or names`;
    throw new Failure("invalid_tuple", message, { cause: error.cause });
  }
}

function rowsOf(given: readonly Given[]): string {
  return JSON.stringify(given.map(({ how, tuple }, n) => ({ n, how, ...keyRow(tuple), ...valueRow(tuple) })));
}

const asGiven = (rows: string) => sql`json_to_recordset(${rows}::text::json) as g(
    n integer, how text, object_type text, object_id text, relation text, subject_type text, subject_id text,
    subject_relation text, policy text, parameters text, valid_from text, valid_until text
  )`;

/**
 * Locks the live tuples of the given keys, ends those that go, and answers all, with whether they carry what is given.
 * Equal values are equal column by column, because parameters are canonical and instants have one text in UTC.
 */
export function endTuples({ tables: { tuples }, store }: Scope, rows: string, transaction: number): SQL {
  return sql`
  with held as materialized (
    select g.n, g.how, t.id, (
      t.policy is not distinct from g.policy and t.parameters is not distinct from g.parameters
      and t.valid_from is not distinct from g.valid_from and t.valid_until is not distinct from g.valid_until
    ) as same
    from ${asGiven(rows)} cross join lateral (
      select t.id, t.policy, t.parameters, t.valid_from, t.valid_until from ${tuples} t
      where t.store = ${store} and t.object_type = g.object_type and t.object_id = g.object_id and t.relation = g.relation
        and t.subject_type = g.subject_type and t.subject_id = g.subject_id
        and t.subject_relation = g.subject_relation and t.ended_in is null
      for update
    ) t
  ), ended as (
    update ${tuples} set ended_in = ${transaction}::bigint where store = ${store} and id = any(array(
      select h.id from held h where h.how = 'delete' or (h.how = 'touch' and not h.same)
    ))
  )
  select h.n, h.same from held h`;
}

/** Answers how many were made: not those that another transaction has made meanwhile. */
function makeTuples({ tables: { tuples }, store }: Scope, rows: string, transaction: number): SQL {
  return sql`
  with made as (insert into ${tuples} (
    store, object_type, object_id, relation, subject_type, subject_id, subject_relation,
    policy, parameters, valid_from, valid_until, made_in
  )
  select ${store}, g.object_type, g.object_id, g.relation, g.subject_type, g.subject_id, g.subject_relation,
    g.policy, g.parameters, g.valid_from, g.valid_until, ${transaction}::bigint
  from ${asGiven(rows)} order by g.n
  on conflict (store, object_type, object_id, relation, subject_type, subject_id, subject_relation)
  where ended_in is null do nothing returning 1)
  select count(*)::integer as n from made`;
}
