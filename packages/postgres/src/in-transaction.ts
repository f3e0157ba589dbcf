import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  formatToken,
  type AsyncStoreInTransaction,
  type Changes,
  type ConsistencyToken,
  type Contents,
  type Read,
  type Written,
} from "@relata/store";
import { sql } from "drizzle-orm";
import type { ApplicationTransaction, Inside } from "./application-transaction.ts";
import { attributesOf, tuplesOf } from "./contents.ts";
import type { Engine } from "./engine.ts";
import { lockForWrite } from "./lock-for-write.ts";
import { readBatch } from "./read-batch.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";
import { toWritten, writeChanges } from "./write-changes.ts";

/**
 * A store through a transaction that the application has open on the same database: what is written is there when the
 * application commits, and gone when it rolls back; what is read is what that transaction sees.
 *
 * Law: nothing is committed here. Each call stands between savepoints, and one after the other: what is refused leaves
 * nothing behind, and the transaction usable. A serialization failure or a deadlock is thrown as the driver has it.
 *
 * @throws Failure `invalid_transaction`
 */
export class PostgresInTransaction implements AsyncStoreInTransaction {
  readonly isAsync = true;
  readonly #engine: Engine;
  readonly #scope: Scope;
  readonly #transaction: ApplicationTransaction;

  constructor(engine: Engine, scope: Scope, transaction: ApplicationTransaction) {
    this.#engine = engine;
    this.#scope = scope;
    this.#transaction = transaction;
  }

  /**
   * Cost: a round trip for each batch, and two more. A plan of more than one batch needs the transaction to be at
   * `repeatable read`: each statement at `read committed` sees a state of its own.
   */
  read<T>(start: (ask?: Ask) => Plan<T>): Promise<Read<T>> {
    return this.#transaction.run(async (inside) => {
      const { session } = inside;
      const plan = start();
      let step = plan.next();
      for (let batches = 1; step.done !== true; batches++) {
        if (batches > 1) inside.requireOneSnapshot();
        step = plan.next(await readBatch(session, this.#scope, step.value));
      }
      // Why last: what a statement saw, the token names, where each has a snapshot of its own.
      return { value: step.value, token: await this.#token(session) };
    });
  }

  /**
   * Waits for writes of the same keys, and with preconditions for all others: they wait for this transaction to end.
   * Tokens hold once the application commits.
   */
  async write(changes: Changes): Promise<Written> {
    checkChanges(changes);
    return this.#transaction.run((inside) => this.#write(inside, changes));
  }

  /** Needs `repeatable read`, as a plan of several batches does. Cost: every live row, in memory at once. */
  contents(): Promise<Contents> {
    return this.#transaction.run(async (inside) => {
      const { session } = inside;
      inside.requireOneSnapshot();
      const tuples = await tuplesOf(session, this.#scope);
      const attributes = await attributesOf(session, this.#scope);
      return { token: await this.#token(session), tuples, attributes };
    });
  }

  async #write({ session, isolation }: Inside, changes: Changes): Promise<Written> {
    const isAlone = (changes.preconditions ?? []).length > 0;
    const xid = await lockForWrite(session, this.#engine, this.#scope, { isAlone, isolation });
    const outcome = await writeChanges(session, this.#engine, this.#scope, changes);
    if (!outcome.isRepeat) await session.script(this.#engine.place([outcome.transaction]));
    this.#engine.expect({ store: this.#scope.store, id: outcome.transaction, xid });
    const storeId = await this.#engine.open();
    return toWritten(outcome, (transaction) => formatToken({ storeId, transactions: [transaction] }));
  }

  /** Of what the session sees, the transaction's own writes among it. */
  async #token(session: Session): Promise<ConsistencyToken> {
    const { tables, store } = this.#scope;
    const rows = await session.rows<{ id: string; number: string | null }>(sql`
      select t.id, t.number from ${tables.transactions} t
      where t.store = ${store} and t.number is null and t.id > (select d.settled from ${tables.database} d)
      union all (
        select t.id, t.number from ${tables.transactions} t where t.store = ${store} and t.number is not null
        order by t.number desc limit 1
      )`);
    const numbered = rows.find(({ number }) => number !== null)?.id ?? 0;
    const transactions = rows.filter(({ number }) => number === null).map(({ id }) => Number(id));
    return formatToken({ storeId: await this.#engine.open(), numbered: Number(numbered), transactions });
  }
}
