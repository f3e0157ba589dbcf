import { sql, type SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import { lockKey } from "./lock-key.ts";
import type { Tables } from "./tables.ts";

/**
 * Numbers committed writes, beside them: no write waits for it. Whoever is told does all that is to be done, also what
 * other processes left, so that one that dies in between leaves nothing behind for good.
 */
export class Sequencer {
  readonly #database: Database;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Says that a write was committed. Many that are said while one run is under way need one more run. */
  tell(): void {
    if (this.#running !== undefined) this.#again = true;
    else this.#running = this.#run().finally(() => (this.#running = undefined));
  }

  /** Done once nothing is under way. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      // Why dropped: the writes are committed. What has no number now gets it after the next write.
      await this.#number().catch(() => undefined);
    } while (this.#again);
  }

  /**
   * Law: a number is above all given before, and has no gap below it. The lock is taken before the rows are looked at, and
   * a statement at `read committed` sees what was committed before it began.
   */
  async #number(): Promise<void> {
    const lock = sql`select pg_advisory_xact_lock(${lockKey("number", this.#database.place)})`;
    await this.#database.writing(sql`read committed`, [lock], (session) =>
      session.script(numberTransactions(this.#database.tables)),
    );
  }
}

/** Cost: the transactions that have no number, whatever the others. */
export function numberTransactions({ transactions }: Tables): SQL {
  return sql`
  update ${transactions} t set number = s.number from (
    select u.id, row_number() over (order by u.id)
      + (select coalesce(max(m.number), 0) from ${transactions} m) as number
    from ${transactions} u where u.number is null
  ) s where t.id = s.id and t.number is null`;
}
