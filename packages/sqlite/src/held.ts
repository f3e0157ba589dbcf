import type { ObjectRef } from "@relata/model";
import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { indexedBy } from "./indexed-by.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";
import type { Tables } from "./tables.ts";

type Table = Tables["tuples" | "attributes"];

/** A part of a table `t` from which a state is read: its live rows, or some of its past ones. */
export interface Part {
  readonly isHeld: SQL;
  /** By which index: of those that are made for such rows, the one whose name ends so. */
  readonly by: (table: Table, index: "key" | "sets" | "subject") => SQL;
}

/** Up to so many rows that ended since a state are sooner put in order than looked for among all that ever ended. */
const FEW = 10_000;

/** What is live. */
export const LIVE: readonly Part[] = [
  { isHeld: sql`t.ended_in is null`, by: (table, index) => indexedBy(table, `live_${index}`) },
];

/**
 * As of a number: rows that were made up to it, and are live or ended after it. Ids are in the order of commits, so that no
 * row of a transaction need be looked at.
 */
export function asOf(at: SQL | number): readonly [Part, Part] {
  return [
    { isHeld: sql`t.ended_in is null and t.made_in <= ${at}`, by: (table, index) => indexedBy(table, `live_${index}`) },
    { isHeld: sql`t.ended_in > ${at} and t.made_in <= ${at}`, by: (table, index) => indexedBy(table, `past_${index}`) },
  ];
}

/** The parts of a state for a question that asks for all of it: what ended since is found by its end. */
export function wholeOf({ at }: State): readonly Part[] {
  if (at === undefined) return LIVE;
  const [live, past] = asOf(at);
  return [live, { ...past, by: (table) => indexedBy(table, "ended") }];
}

/**
 * The parts of a state for a list. What ended since is found by what is listed, if that names an object or a subject; of
 * lists of much, by its end, if it is little: or else a long history would be walked over for the few rows of it that count.
 */
export function partsOf(scope: Scope, state: State, listed: TupleFilter | "attributes"): readonly Part[] {
  const { at } = state;
  if (at === undefined) return LIVE;
  if (listed !== "attributes" && namesOne(listed)) return asOf(at);
  const table = scope.statements.tables[listed === "attributes" ? listed : "tuples"];
  return endedSince(scope, table, at) <= FEW ? wholeOf(state) : asOf(at);
}

/** A select for each part, as one. */
export function fromEach<Row>(parts: readonly Part[], select: (part: Part) => SQL<Row>): SQL<Row> {
  return sql<Row>`${sql.join(parts.map(select), sql.raw(" union all "))}`;
}

function namesOne({ object, subject }: TupleFilter): boolean {
  return isWhole(object) || isWhole(subject);
}

function isWhole({ type, id }: Partial<ObjectRef> = {}): boolean {
  return type !== undefined && id !== undefined;
}

/** How many rows ended after that number; not more exactly than it is needed. */
function endedSince({ statements, store }: Scope, table: Table, at: number): number {
  const row = statements.connection.get(sql<{ count: number }>`
    select count(*) as count from (
      select 1 from ${table} t ${indexedBy(table, "ended")} where t.store = ${store} and t.ended_in > ${at} limit ${FEW + 1}
    )`);
  return row?.count ?? 0;
}
