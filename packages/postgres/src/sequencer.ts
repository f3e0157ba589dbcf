import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { channelOf } from "./channel-of.ts";
import { literal } from "./literal.ts";
import { lockKey } from "./lock-key.ts";
import { NUMBER_BATCH, numberTransactions, type NumberedRow } from "./number-transactions.ts";
import type { OwnWrites } from "./own-writes.ts";
import { Settling } from "./settling.ts";

/**
 * After a numbering that nobody waits for, the sequencer rests so many times as long as it took: then it takes a tenth of a
 * connection, whatever the machine and however many write.
 */
const REST = 9;

/** It never rests longer: so soon a committed write is in the log, where all is well. */
const MAX_REST_MS = 50;

/**
 * Numbers committed writes, beside them: no write waits for it. Every run does all that is to be done, also what other
 * processes left, so that one that dies in between leaves nothing behind for good.
 */
export class Sequencer {
  readonly #database: Database;
  readonly #own: OwnWrites;
  readonly #settling: Settling;
  #run: Promise<number> | undefined;
  #nextRun: Promise<number> | undefined;
  #work: Promise<void> | undefined;
  #isTold = false;
  readonly #closing = new AbortController();

  constructor(database: Database, own: OwnWrites) {
    this.#database = database;
    this.#own = own;
    this.#settling = new Settling(database);
  }

  /** Says that a write was committed: it is numbered soon. Many that are said meanwhile need one run. */
  tell(): void {
    this.#isTold = true;
    this.#work ??= this.#workOff();
  }

  /**
   * Numbers at once every write that was committed before the call, whoever made it; answers the newest number of all
   * stores. Of many calls at one time all but the first share one run. `isSettling` where it shall be noted as well up to
   * which id all is decided.
   *
   * @throws Failure `store_unavailable`, and where the server is one that is only read
   */
  number({ isSettling = false } = {}): Promise<number> {
    if (isSettling) this.#settling.hurry();
    if (this.#run === undefined) return this.#start();
    // The run that has begun may have looked already; the one after it has not.
    this.#nextRun ??= this.#run
      .catch(() => 0)
      .then(() => {
        this.#nextRun = undefined;
        return this.#start();
      });
    return this.#nextRun;
  }

  /** Does what it has been told, without rest. */
  async settle(): Promise<void> {
    this.#closing.abort();
    await this.#work;
    await this.#run?.catch(() => undefined);
  }

  async #workOff(): Promise<void> {
    while (this.#isTold) {
      this.#isTold = false;
      const start = performance.now();
      // Why dropped: the writes are committed. What has no number now gets it with the next run, whoever's that is.
      await this.number().catch(() => undefined);
      const restMs = Math.min(MAX_REST_MS, REST * (performance.now() - start));
      await sleep(restMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    // Why here and at once: what is told later begins anew.
    this.#work = undefined;
  }

  #start(): Promise<number> {
    const run = this.#settling
      .around(() => this.#numberAll())
      .finally(() => {
        if (this.#run === run) this.#run = undefined;
      });
    this.#run = run;
    return run;
  }

  /** The lock is taken before the rows are looked at, and a statement at `read committed` sees what was committed by then. */
  async #numberAll(): Promise<number> {
    const { tables, place } = this.#database;
    const done = this.#own.numbering();
    const lock = sql`select pg_advisory_xact_lock(${lockKey("number", place)})`;
    const number = numberTransactions(tables, literal(channelOf(place)));
    for (;;) {
      const [row] = await this.#database.atOnce<NumberedRow>(lock, number);
      const reached = Number(row?.newest);
      // Where there may be more, they come after these.
      if (Number(row?.count) === NUMBER_BATCH) continue;
      done(reached);
      return reached;
    }
  }
}
