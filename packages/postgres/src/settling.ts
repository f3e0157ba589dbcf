import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { nameOfTransactions } from "./place-transactions.ts";

/** How often it is looked what is settled. */
const EVERY_MS = 1_000;

/** How long to wait for writes that keep others out. Why so little: the next look does as well. */
const LOCK_MS = 10;

/** The newest id that was there at a moment, and which transactions were under way then. */
interface Look {
  readonly id: number;
  readonly writers: readonly string[];
}

/**
 * Moves on the id up to which every transaction is decided. Whoever makes a transaction holds a lock on their table from
 * before it has its id until it ends; and so all ids that were given out at a moment are decided once none of those is under
 * way that held the lock just after it. Nobody waits for that.
 */
export class Settling {
  readonly #database: Database;
  /** The oldest that may still settle something. */
  #last: Look | undefined;
  #lookedAt = -Infinity;
  #isHurried = false;
  #noted = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The next numbering is one after which is noted what is settled. */
  hurry(): void {
    this.#isHurried = true;
  }

  /**
   * Runs a numbering, and afterwards notes what is settled by then, where it is time to. What was decided before the
   * numbering began has its number after it, and is never looked for again.
   */
  async around<T>(number: () => Promise<T>): Promise<T> {
    if (!this.#isHurried && performance.now() - this.#lookedAt < EVERY_MS) return number();
    this.#isHurried = false;
    this.#lookedAt = performance.now();
    const now = await this.#look();
    const answer = await number();
    const settled = [now, this.#last].find((look) => look !== undefined && isOver(look.writers, now.writers));
    // Why kept as long: with a newer look in its place, writes that overlap would never be over.
    if (settled !== undefined || this.#last === undefined) this.#last = now;
    if (settled !== undefined && settled.id > this.#noted) await this.#note(settled.id);
    return answer;
  }

  /** Why one statement: its snapshot, and so the newest id, comes before its look at the locks. */
  async #look(): Promise<Look> {
    const { transactions } = this.#database.tables;
    const rows = await this.#database.use((session) =>
      session.rows<{ id: string; writer: string | null }>(sql`
        select (select coalesce(max(t.id), 0) from ${transactions} t) as id, w.writer
        from (select) one left join (
          select l.virtualtransaction as writer from pg_locks l
          where l.locktype = 'relation' and l.relation = ${nameOfTransactions(this.#database.place)}::regclass and l.granted
            and l.database = (select oid from pg_database where datname = current_database())
            and l.mode = 'RowExclusiveLock'
        ) w on true`),
    );
    return { id: Number(rows[0]?.id ?? 0), writers: rows.flatMap(({ writer }) => writer ?? []) };
  }

  async #note(id: number): Promise<void> {
    const { database } = this.#database.tables;
    const update = sql`update ${database} set settled = ${sql.raw(String(id))} where settled < ${sql.raw(String(id))}`;
    try {
      await this.#database.atOnce(sql.raw(`set local lock_timeout = ${LOCK_MS}`), update);
      this.#noted = id;
    } catch {
      // What is settled stays so: the next look notes it.
    }
  }
}

/** Whether none of the first is among the second. A prepared transaction has lost the name under which it began. */
function isOver(before: readonly string[], now: readonly string[]): boolean {
  return now.every((writer) => !writer.startsWith("-1/") && !before.includes(writer));
}
