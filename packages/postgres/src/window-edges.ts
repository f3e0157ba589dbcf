import { compareText, compareTuples, formatInstant, type Instant } from "@relata/model";
import type { EdgeRange, WindowEdge } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { State } from "./state.ts";
import { inOrder } from "./tables/columns.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

type EdgeRow = TupleRow & {
  readonly edge: "start" | "end";
  readonly made_number: string;
  readonly ended_number: string | null;
};

/** Starts and ends of windows, of what revisions up to the state's own made. */
export async function windowEdges(session: Session, state: State, range: EdgeRange): Promise<readonly WindowEdge[]> {
  const rows = await session.rows<EdgeRow>(edgesQuery(state, range));
  return rows.map(toEdge).sort(compareEdges);
}

/**
 * Each half is read in the order of its index until there are enough, and with them all that share the last instant. Why an
 * end without a number is none: the revision that it will be is not in the log yet.
 */
export function edgesQuery({ tables, store, at = 0 }: State, { after, until, limit }: EdgeRange): SQL {
  const { database, transactions, tuples } = tables;
  const numberOf = (column: string) => sql`(select n.number from ${transactions} n where n.id = t.${sql.raw(column)})`;
  const first = sql.raw(`fetch first ${limit} rows with ties`);
  const half = (edge: WindowEdge["edge"], column: string) => {
    const instant = inOrder(sql.raw(`t.${column}`));
    return sql`(
    select ${sql.raw(`'${edge}'`)} as edge, ${instant} as instant, ${tupleColumns},
      ${numberOf("made_in")} as made_number, ${numberOf("ended_in")} as ended_number
    from ${tuples} t where t.store = ${store} and t.${sql.raw(column)} is not null
      and ${instant} > ${textOf(after)} and ${instant} <= ${textOf(until)}
      and ${numberOf("made_in")} <= ${at}::bigint
      and coalesce(${numberOf("ended_in")} > (select d.oldest from ${database} d), true)
    order by ${instant} ${first}
  )`;
  };
  return sql`
  select e.* from (${half("start", "valid_from")} union all ${half("end", "valid_until")}) e
  order by e.instant ${first}`;
}

/** As the index has it. */
function textOf(instant: Instant): SQL {
  return inOrder(sql`${formatInstant(instant)}::text`);
}

function toEdge(row: EdgeRow): WindowEdge {
  const tuple = toTuple(row);
  const instant = row.edge === "start" ? tuple.from : tuple.until;
  if (instant === undefined) throw new Error("invariant: an edge is one of a window");
  return {
    instant,
    edge: row.edge,
    tuple,
    madeIn: Number(row.made_number),
    ...(row.ended_number !== null && { endedIn: Number(row.ended_number) }),
  };
}

function compareEdges(a: WindowEdge, b: WindowEdge): number {
  return (
    (a.instant < b.instant ? -1 : Number(a.instant > b.instant)) ||
    compareTuples(a.tuple, b.tuple) ||
    compareText(a.edge, b.edge) ||
    a.madeIn - b.madeIn
  );
}
