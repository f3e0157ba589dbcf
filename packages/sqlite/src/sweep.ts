import { sql, type SQL } from "drizzle-orm";
import type { Collected } from "@relata/store";
import type { Scope } from "./scope.ts";
import { writesOf } from "./writes-of.ts";

export interface SweepOptions {
  /** The floor: what ended up to it may go. */
  readonly oldest: number;
  /** Up to it, every transaction was looked at before. */
  readonly swept: number;
  /** Rows that a step deletes at the most. */
  readonly batch: number;
  /** Is counted up. */
  readonly collected: { -readonly [Name in Exclude<keyof Collected, "oldest">]: number };
}

/**
 * Deletes what one store may forget, step by step: rows that ended, keys of writes, and the transactions that nothing refers
 * to any more. A transaction goes with the last row of it, or else it would have to be looked at again each time.
 *
 * Law: the newest write of the store up to the floor stays, also where nothing refers to it: by it is known whether a state
 * below the floor is whole.
 */
export class Sweep {
  readonly #options: SweepOptions;
  /** The transactions from here on have not been looked at. */
  #from: number | undefined;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** One transaction's work. Answers whether there may be more. */
  step(scope: Scope): boolean {
    return this.#rows(scope, "tuples") || this.#rows(scope, "attributes") || this.#keys(scope) || this.#writes(scope);
  }

  #rows(scope: Scope, kind: "tuples" | "attributes"): boolean {
    const table = scope.statements.tables[kind];
    const gone = scope.statements.connection.all(
      sql<{ madeIn: number; endedIn: number }>`
      delete from ${table} where id in (
        select t.id from ${table} t
        where t.store = ${scope.store} and t.ended_in is not null and t.ended_in <= ${this.#options.oldest}
        limit ${this.#rowsInStep()}
      ) returning made_in as madeIn, ended_in as endedIn`,
    );
    this.#options.collected[kind] += gone.length;
    this.#transactions(
      scope,
      gone.flatMap(({ madeIn, endedIn }) => [madeIn, endedIn]),
    );
    return gone.length > 0;
  }

  #keys(scope: Scope): boolean {
    const { idempotency } = scope.statements.tables;
    const gone = scope.statements.connection.all(
      sql<{ id: number }>`
      delete from ${idempotency} where rowid in (
        select t.rowid from ${idempotency} t
        where t.store = ${scope.store} and t."transaction" <= ${this.#options.oldest} limit ${this.#rowsInStep()}
      ) returning "transaction" as id`,
    );
    this.#options.collected.idempotencyKeys += gone.length;
    this.#transactions(
      scope,
      gone.map(({ id }) => id),
    );
    return gone.length > 0;
  }

  /** Transactions since the last sweep, page by page, and the one that it had to leave. */
  #writes(scope: Scope): boolean {
    const { statements, store } = scope;
    const { oldest, swept, batch } = this.#options;
    this.#from ??= statements.states.newestUpTo.get({ store, number: swept })?.id ?? 0;
    const ids = statements.connection
      .all(
        sql<{ id: number }>`select t.id from ${writesOf(statements.tables)}
          where t.store = ${store} and t.id >= ${this.#from} and t.id <= ${oldest} order by t.id limit ${batch}`,
      )
      .map(({ id }) => id);
    this.#transactions(scope, ids);
    this.#from = (ids.at(-1) ?? oldest) + 1;
    return ids.length === batch;
  }

  /** Deletes those that nothing refers to. */
  #transactions({ statements, store }: Scope, ids: readonly number[]): void {
    const { connection, tables } = statements;
    const { transactions, tuples, attributes, models, idempotency } = tables;
    const kept = statements.states.newestUpTo.get({ store, number: this.#options.oldest })?.id ?? 0;
    const none = (from: SQL, column: SQL) =>
      sql`not exists (select 1 from ${from} t where t.store = ${store} and ${column} = ${transactions.id})`;
    const isFree = sql.join(
      [
        none(sql`${tuples}`, sql`t.made_in`),
        none(sql`${tuples}`, sql`t.ended_in`),
        none(sql`${attributes}`, sql`t.made_in`),
        none(sql`${attributes}`, sql`t.ended_in`),
        none(sql`${models}`, sql`t.made_in`),
        none(sql`${idempotency}`, sql`t."transaction"`),
      ],
      sql` and `,
    );
    this.#options.collected.transactions += connection.run(sql`
      delete from ${transactions}
      where id in (select value from json_each(${JSON.stringify(ids)})) and store = ${store} and id < ${kept}
        and ${isFree}`).changes;
  }

  /** A row takes two transactions with it at the most. */
  #rowsInStep(): number {
    return Math.ceil(this.#options.batch / 3);
  }
}
