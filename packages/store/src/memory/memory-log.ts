import { compareText, compareTuples, type Instant, type Tuple } from "@relata/model";
import type { ChangeLog, EdgeRange, LogPage, WindowEdge } from "../change-log.ts";
import { checkLimit } from "../check-limit.ts";
import type { ConsistencyToken } from "../token.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import type { Commit, MemoryTenant } from "./memory-tenant.ts";

/** What was committed to one store in memory. A listener is woken once the code that wrote is done. */
export class MemoryLog implements ChangeLog {
  readonly #database: MemoryDatabase;
  readonly #name: string;

  constructor(database: MemoryDatabase, name: string) {
    this.#database = database;
    this.#name = name;
  }

  revisions(after: number, limit: number): LogPage {
    checkLimit(limit);
    const tenant = this.#database.tenant(this.#name);
    tenant.requireHistory(after);
    const commits = tenant.after(after);
    const page = pageOf(commits, limit);
    const revisions = page.map((commit) => ({ ...commit, token: this.#database.token(commit.number) }));
    return { revisions, isLast: page.length === commits.length };
  }

  newest(): number {
    return this.#database.tenant(this.#name).newest;
  }

  numberOf(token: ConsistencyToken): number {
    return this.#database.numberOf(this.#name, token);
  }

  /** Cost: everything that is live, and all history. */
  edges({ after, until, limit }: EdgeRange): readonly WindowEdge[] {
    checkLimit(limit);
    const all = rowsOf(this.#database.tenant(this.#name)).flatMap(edgesOf);
    const found = all.filter(({ instant }) => after < instant && instant <= until).sort(compareEdges);
    const last = found[limit - 1]?.instant;
    return last === undefined ? found : found.filter(({ instant }) => instant <= last);
  }

  listen(wake: () => void): () => void {
    return this.#database.listen(this.#name, wake);
  }
}

/** Revisions until so many changes are in the page. Why an empty one counts as one: many of them are long, too. */
function pageOf(commits: readonly Commit[], limit: number): readonly Commit[] {
  let changes = 0;
  const last = commits.findIndex((commit) => (changes += Math.max(1, commit.changes.length)) >= limit);
  return last === -1 ? commits : commits.slice(0, last + 1);
}

type Row = Pick<WindowEdge, "tuple" | "madeIn" | "endedIn">;

/** Live tuples, and those that history still holds. */
function rowsOf(tenant: MemoryTenant): readonly Row[] {
  const ended = tenant.after(0).flatMap(({ number, changes }) =>
    changes.flatMap((change): Row[] => {
      if (change.kind !== "tuple" || change.before === undefined) return [];
      return [{ tuple: change.before, madeIn: tenant.madeIn(change.before), endedIn: number }];
    }),
  );
  return [...tenant.state.tuples().map((tuple) => ({ tuple, madeIn: tenant.madeIn(tuple) })), ...ended];
}

function edgesOf(row: Row): readonly WindowEdge[] {
  const { from, until }: Tuple = row.tuple;
  return [...at(row, "start", from), ...at(row, "end", until)];
}

function at(row: Row, edge: WindowEdge["edge"], instant: Instant | undefined): readonly WindowEdge[] {
  return instant === undefined ? [] : [{ instant, edge, ...row }];
}

function compareEdges(a: WindowEdge, b: WindowEdge): number {
  return (
    (a.instant < b.instant ? -1 : Number(a.instant > b.instant)) ||
    compareTuples(a.tuple, b.tuple) ||
    compareText(a.edge, b.edge) ||
    a.madeIn - b.madeIn
  );
}
