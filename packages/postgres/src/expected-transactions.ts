import { sql, type SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Scope } from "./state.ts";

/** A write within a transaction of the application, which commits it or not, and does not tell. */
export interface Expected {
  readonly store: string;
  /** Of its row in our table of transactions. */
  readonly id: number;
  /** PostgreSQL's own number of the transaction around it, as `pg_current_xact_id()` gives it. */
  readonly xid: string;
}

/** The first look comes so soon. */
const MIN_PAUSE_MS = 4;
const MAX_PAUSE_MS = 1_000;

/** Looks take at most one part in so many of the time. */
const SHARE = 10;

/** Nothing is expected for longer where the server cannot be asked; while it says that a transaction is open, it is. */
const GIVE_UP_MS = 10 * 60_000;

interface Waiting extends Expected {
  readonly since: number;
  /** Whether the transaction was committed, and yet its row was not there: once more, and it was rolled back to a savepoint. */
  isLate?: boolean;
}

interface FateRow {
  readonly id: string;
  readonly is_there: boolean;
  readonly status: string | null;
}

/** Looks out for what becomes of writes in transactions of the application: at first soon, and then ever less often. */
export class ExpectedTransactions {
  readonly #database: Database;
  readonly #onCommitted: (expected: Expected) => void;
  readonly #waiting = new Map<number, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isClosed = false;

  constructor(database: Database, onCommitted: (expected: Expected) => void) {
    this.#database = database;
    this.#onCommitted = onCommitted;
  }

  add(expected: Expected): void {
    this.#waiting.set(expected.id, { ...expected, since: performance.now() });
    if (this.#looking === undefined) this.#lookIn(MIN_PAUSE_MS);
  }

  /** Whether a write to that store may be committed at any moment, or has been. */
  has(store: string): boolean {
    for (const waiting of this.#waiting.values()) if (waiting.store === store) return true;
    return false;
  }

  /** Looks once more, and then no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    if (this.#waiting.size > 0) await this.#look();
  }

  #lookIn(pauseMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      const start = performance.now();
      this.#looking = this.#look().finally(() => {
        this.#looking = undefined;
        if (this.#waiting.size > 0) this.#lookIn(this.#pauseAfter(performance.now() - start));
      });
    }, pauseMs);
    this.#timer.unref();
  }

  /** As long again as the youngest has been waited for. */
  #pauseAfter(lookMs: number): number {
    const youngest = Math.max(...[...this.#waiting.values()].map(({ since }) => since));
    const pause = Math.max(MIN_PAUSE_MS, performance.now() - youngest, (SHARE - 1) * lookMs);
    return Math.min(MAX_PAUSE_MS, pause);
  }

  async #look(): Promise<void> {
    const waiting = [...this.#waiting.values()];
    try {
      const query = fatesQuery(this.#database.tables, waiting);
      for (const row of await this.#database.use((session) => session.rows<FateRow>(query))) this.#judge(row);
    } catch {
      for (const { id, since } of waiting) if (performance.now() - since > GIVE_UP_MS) this.#waiting.delete(id);
    }
  }

  #judge({ id, is_there: isThere, status }: FateRow): void {
    const waiting = this.#waiting.get(Number(id));
    if (waiting === undefined || (!isThere && status === "in progress")) return;
    // Why once more: the statement may have begun before the commit, and asked for the status after it.
    if (!isThere && status === "committed" && waiting.isLate !== true) {
      waiting.isLate = true;
      return;
    }
    this.#waiting.delete(waiting.id);
    if (isThere) this.#onCommitted(waiting);
  }
}

/** One row for each, from one statement with one parameter. */
export function fatesQuery({ transactions }: Scope["tables"], expected: readonly Expected[]): SQL {
  const rows = JSON.stringify(expected.map(({ id, xid }) => ({ id, xid })));
  return sql`
  select e.id, t.id is not null as is_there, pg_xact_status(e.xid::xid8) as status
  from json_to_recordset(${rows}::text::json) as e(id bigint, xid text)
  left join lateral (select t.id from ${transactions} t where t.id = e.id offset 0) t on true`;
}
