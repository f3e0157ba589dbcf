import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  type ChangeLog,
  type Changes,
  type Contents,
  type Read,
  type ReadOptions,
  type Store,
  type Written,
} from "@relata/store";
import type { Engine } from "./engine.ts";
import { attributesOf, tuplesOf } from "./contents.ts";
import { PostgresModels } from "./postgres-models.ts";
import { demand } from "./preconditions.ts";
import { readBatch } from "./read-batch.ts";
import type { Scope } from "./state.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeTuples } from "./write-tuples.ts";

/**
 * The port on PostgreSQL: one store of a database.
 *
 * Law: whatever a read answers is of one snapshot, and its token names the newest write in it. A write is tried again
 * only where nothing of it happened.
 */
export class PostgresStore implements Store {
  readonly models: PostgresModels;
  declare readonly log: ChangeLog;
  readonly #engine: Engine;
  readonly #scope: Scope;

  constructor(engine: Engine, store: string) {
    this.#engine = engine;
    this.#scope = { tables: engine.database.tables, store };
    this.models = new PostgresModels(engine, this.#scope);
  }

  /**
   * Waits for no writer. Cost: a round trip for each batch that wants anything, and one more for the end; a plan that
   * wants nothing costs one.
   */
  async read<T>(start: (ask?: Ask) => Plan<T>, options: ReadOptions = {}): Promise<Read<T>> {
    await this.#engine.open();
    const plan = start();
    let step = plan.next();
    return this.#engine.reading(this.#scope, options, async (session, state, token) => {
      while (step.done !== true) step = plan.next(await readBatch(session, state, step.value));
      return { value: step.value, token: await token };
    });
  }

  /**
   * Writes run beside each other, and only those of the same keys wait for one another. A write with preconditions waits
   * for all others, and they for it.
   */
  async write(changes: Changes): Promise<Written> {
    checkChanges(changes);
    const { preconditions = [], attributes = [] } = changes;
    return this.#engine.writing(preconditions.length > 0, async (session, token) => {
      await demand(session, this.#scope, preconditions);
      const transaction = await this.#engine.begin(session, this.#scope);
      const counts = await writeTuples(session, this.#scope, changes, transaction);
      await writeAttributes(session, this.#scope, attributes, transaction);
      return { token: token(transaction), ...counts, isRepeat: false };
    });
  }

  /** Cost: every row of the state, in memory at once. */
  async contents(options: ReadOptions = {}): Promise<Contents> {
    return this.#engine.reading(this.#scope, options, async (session, state, token) => {
      const [tuples, attributes] = await Promise.all([tuplesOf(session, state), attributesOf(session, state)]);
      return { token: await token, tuples, attributes };
    });
  }

  /** Waits for what is under way, and ends the connections. */
  async close(): Promise<void> {
    await this.#engine.close();
  }
}
