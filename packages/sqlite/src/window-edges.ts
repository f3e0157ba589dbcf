import { compareText, compareTuples, instantFromMs, type Instant } from "@relata/model";
import { checkLimit, type EdgeRange, type WindowEdge } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Scope } from "./scope.ts";
import { inOrder, toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

type Edge = WindowEdge["edge"];

const COLUMNS = { start: sql.raw("t.valid_from"), end: sql.raw("t.valid_until") } as const;

/** The years that a stored instant is of: from the first of them on, and before the second. */
const YEAR_0 = instantFromMs(-62_167_219_200_000);
const YEAR_10000 = instantFromMs(253_402_300_800_000);

/**
 * Starts and ends of windows in the range. Cost: index searches, and the edges up to where the answer ends.
 *
 * @throws Failure `invalid_question` for a limit that is none
 */
export function windowEdges(scope: Scope, { after, until, limit }: EdgeRange): readonly WindowEdge[] {
  checkLimit(limit);
  const { connection, tables } = scope.statements;
  const inRange = (edge: Edge, end: string): SQL => {
    const [column, start] = [COLUMNS[edge], asText(after)];
    // A row that garbage has not come to yet is not in history any more.
    const isHeld = sql`(t.ended_in is null or t.ended_in > (select oldest from ${tables.database}))`;
    return sql`${tables.tuples} t
      where t.store = ${scope.store} and ${column} > ${start} and ${column} <= ${end} and ${isHeld}`;
  };
  const instants = (["start", "end"] as const).map(
    (edge) => sql`select ${COLUMNS[edge]} as instant from ${inRange(edge, asText(until))}`,
  );
  // Where the edge that fills the page lies: all that share its instant are in the page.
  const last = connection.get(
    sql<{ instant: string }>`${sql.join(instants, sql` union all `)} order by instant limit 1 offset ${limit - 1}`,
  );
  const end = last?.instant ?? asText(until);
  const edges = (edge: Edge) =>
    connection
      .allLists(sql<EdgeRow>`select ${tupleColumns}, t.made_in, t.ended_in from ${inRange(edge, end)}`)
      .flatMap((row) => toEdge(edge, row));
  return [...edges("start"), ...edges("end")].sort(compareEdges);
}

type EdgeRow = readonly [...tuple: TupleRow, madeIn: number, endedIn: number | null];

function toEdge(edge: Edge, row: EdgeRow): readonly WindowEdge[] {
  const tuple = toTuple(row);
  const [madeIn, endedIn] = [row[10], row[11]];
  const instant = edge === "start" ? tuple.from : tuple.until;
  if (instant === undefined) return [];
  return [{ instant, edge, tuple, madeIn, ...(endedIn !== null && { endedIn }) }];
}

/** A bound that compares with what is stored, also where it lies beyond all that can be. */
function asText(instant: Instant): string {
  if (instant < YEAR_0) return "";
  return instant < YEAR_10000 ? inOrder(instant) : "~";
}

function compareEdges(a: WindowEdge, b: WindowEdge): number {
  return (
    (a.instant < b.instant ? -1 : Number(a.instant > b.instant)) ||
    compareTuples(a.tuple, b.tuple) ||
    compareText(a.edge, b.edge) ||
    a.madeIn - b.madeIn
  );
}
