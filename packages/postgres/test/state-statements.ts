import { instantFromMs } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { fatesQuery } from "../src/expected-transactions.ts";
import { literal } from "../src/literal.ts";
import { numberTransactions } from "../src/number-transactions.ts";
import { newsQuery } from "../src/news-query.ts";
import { partsQuery } from "../src/revision-changes.ts";
import { revisionsQuery } from "../src/revision-page.ts";
import type { State } from "../src/state.ts";
import { stateQuery } from "../src/state-query.ts";
import { edgesQuery } from "../src/window-edges.ts";

/** What is asked of states and of the log, after so many writes; each with the most pages that it may look at. */
export function stateStatements(live: State, writes: number): readonly [string, number, SQL][] {
  const ids = Array.from({ length: 100 }, (_, i) => writes / 2 + i);
  const named = ids.slice(0, 20).map((id) => ({ id, isNumbered: true }));
  const edges = { after: instantFromMs(Date.UTC(2026, 0, 10)), until: instantFromMs(Date.UTC(2026, 0, 12)), limit: 20 };
  const expected = ids.map((id) => ({ store: "main", id, xid: "3" }));
  return [
    ["the state that is live", 100, stateQuery(live, { named: [], of: "live" })],
    ["the state of a number", 100, stateQuery(live, { named: [], of: writes / 2 })],
    ["the state of a token", 200, stateQuery(live, { named, of: "named" })],
    ["numbering", 2_000, numberTransactions(live.tables, literal("nobody"))],
    ["what is new to who listens", 300, newsQuery(live.tables, writes - 200)],
    ["what became of transactions of the application", 100 * 6, fatesQuery(live.tables, expected)],
    ["a page of the log", 100 * 30, revisionsQuery(live, writes / 2, 100)],
    ["tuples of the log", 100 * 30, partsQuery(live, "tuples", sql`t.object_id`, ids)],
    ["attributes of the log", 100 * 30, partsQuery(live, "attributes", sql`t.value`, ids)],
    ["edges of windows", 1_000, edgesQuery({ ...live, at: writes }, edges)],
    [
      "edges of windows in a long time",
      1_000,
      edgesQuery({ ...live, at: writes }, { ...edges, until: instantFromMs(Date.UTC(2030, 0)) }),
    ],
  ];
}
