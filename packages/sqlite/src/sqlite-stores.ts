import { compareText } from "@relata/model";
import { checkStoreName, type MaybePromise, type Store, type Stores } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Opened, SqliteDatabase } from "./sqlite-database.ts";

/** The stores of one SQLite file. `Opening` is what it opens: it knows no more of a store than its name. */
export class SqliteStores<Opening extends Store> implements Stores {
  readonly #database: SqliteDatabase;
  readonly #open: (name: string) => Opening;

  constructor(database: SqliteDatabase, open: (name: string) => Opening) {
    this.#database = database;
    this.#open = open;
  }

  open(name: string): Opening {
    checkStoreName(name);
    return this.#open(name);
  }

  list(): MaybePromise<readonly string[]> {
    return this.#database.reading(storesIn);
  }

  /** Cost: everything of the store, in one transaction. */
  delete(name: string): MaybePromise<boolean> {
    checkStoreName(name);
    return this.#database.writing(({ statements: { connection, tables } }) => {
      const { tuples, attributes, models, idempotency, transactions } = tables;
      for (const table of [tuples, attributes, models, idempotency]) {
        connection.run(sql`delete from ${table} where store = ${name}`);
      }
      // Whatever was written is of a transaction, so that one is left of each store that is there.
      return connection.run(sql`delete from ${transactions} where store = ${name}`).changes > 0;
    });
  }
}

/** The names of all stores, in canonical order. Cost: an index search for each, whatever they hold. */
export function storesIn({ statements: { connection, tables } }: Opened): readonly string[] {
  const { transactions } = tables;
  const rows = connection.all(
    sql<{ name: string }>`
    with recursive names(name) as (
      select min(store) from ${transactions}
      union all
      select (select min(store) from ${transactions} where store > names.name) from names where names.name is not null
    )
    select name from names where name is not null`,
  );
  return rows.map(({ name }) => name).sort(compareText);
}
