import type { NumberedWrite } from "@relata/store";
import { sql } from "drizzle-orm";
import { channelOf } from "./channel-of.ts";
import type { Database } from "./database.ts";
import { literal } from "./literal.ts";
import { lockKey } from "./lock-key.ts";
import { NUMBER_BATCH, numberTransactions, type NumberedRow } from "./number-transactions.ts";
import { NumberedWrites } from "./numbered-writes.ts";
import type { OwnWrites } from "./own-writes.ts";
import { Settling } from "./settling.ts";

/** Runs that number what is committed, one after another. */
export class Numbering {
  readonly #database: Database;
  readonly #own: OwnWrites;
  readonly #settling: Settling;
  readonly #writes = new NumberedWrites();
  /** Whether something may have been committed since the last run began. */
  #isDue = false;
  #run: Promise<number> | undefined;
  #next: Promise<number> | undefined;

  constructor(database: Database, own: OwnWrites) {
    this.#database = database;
    this.#own = own;
    this.#settling = new Settling(database);
  }

  /**
   * Numbers every write that was committed before the call, whoever made it; answers the newest number of all stores. Of many
   * calls at one time all but the first share a run. `isSettling` where it shall be noted as well up to which id all is
   * decided.
   *
   * @throws Failure `store_unavailable`, also where the server is only read
   */
  run({ isSettling = false } = {}): Promise<number> {
    if (isSettling) this.#settling.hurry();
    if (this.#run === undefined && this.#next === undefined) return this.#start();
    this.#next ??= this.#afterThis();
    return this.#next;
  }

  /** Says that something may have been committed. */
  request(): void {
    this.#isDue = true;
  }

  /** The same of a write of this process, of which it may be asked where it stands. */
  expect(transaction: number): void {
    this.#writes.add(transaction);
    this.request();
  }

  /** Does nothing where a run has begun since the last request. */
  async runIfDue(): Promise<void> {
    if (this.#isDue) await this.run();
    else await this.#run;
  }

  /** Where a write of this process stands. It is numbered at once, if it is not yet; undefined where another process has done so. */
  async numberedWrite(transaction: number): Promise<NumberedWrite | undefined> {
    if (this.#writes.isWaiting(transaction)) {
      // What the run tells that is under way may be enough; what is wrong with it, the next one says.
      await (this.#run ?? this.run()).catch(() => undefined);
      if (this.#writes.isWaiting(transaction)) await this.run();
    }
    return this.#writes.of(transaction);
  }

  /** Why another: the run that has begun may have looked already. */
  async #afterThis(): Promise<number> {
    await this.#run?.catch(() => undefined);
    this.#next = undefined;
    return this.#start();
  }

  #start(): Promise<number> {
    this.#isDue = false;
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
    const tell = this.#writes.numbering();
    const told: [number, number, number][] = [];
    const lock = sql`select pg_advisory_xact_lock(${lockKey("number", place)})`;
    const number = numberTransactions(tables, literal(channelOf(place)));
    for (;;) {
      const [row] = await this.#database.atOnce<NumberedRow>(lock, number);
      const reached = Number(row?.newest);
      told.push(...(JSON.parse(row?.writes ?? "[]") as typeof told));
      // Where there may be more, they come after these.
      if (Number(row?.count) === NUMBER_BATCH) continue;
      done(reached);
      tell(told);
      return reached;
    }
  }
}
