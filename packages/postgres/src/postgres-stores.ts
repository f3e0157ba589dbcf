import { compareText } from "@relata/model";
import { checkStoreName, type Stores } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { deleteStore } from "./delete-store.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables/tables.ts";

/** The stores of one database: a store is the rows that bear its name. `Opened` is what a name opens. */
export class PostgresStores<Opened extends ReturnType<Stores["open"]>> implements Stores {
  readonly #engine: Engine;
  readonly #open: (name: string) => Opened;

  constructor(engine: Engine, open: (name: string) => Opened) {
    this.#engine = engine;
    this.#open = open;
  }

  open(name: string): Opened {
    checkStoreName(name);
    return this.#open(name);
  }

  /** Cost: a row for each store, whatever they hold. */
  async list(): Promise<readonly string[]> {
    await this.#engine.open();
    const { database } = this.#engine;
    const rows = await database.use((session) => session.rows<{ store: string }>(storesQuery(database.tables)));
    return rows.map(({ store }) => store).sort(compareText);
  }

  /** Keeps every other write out until it is done, and so costs those of other stores the time that its rows take. */
  async delete(name: string): Promise<boolean> {
    checkStoreName(name);
    const scope = { tables: this.#engine.database.tables, store: name };
    return this.#engine.writing(scope, true, (session) => deleteStore(session, scope));
  }
}

/** The names of all stores, by leaps through the indexes of transactions from each to the next. */
export function storesQuery({ transactions }: Tables): SQL {
  const next = (after: SQL) => {
    const first = (has: string) => sql`(
      select t.store from ${transactions} t where t.store > ${after} and ${sql.raw(has)} order by t.store limit 1
    )`;
    return sql`select min(n.store) as store
      from (${first("t.number is not null")} union all ${first("t.number is null")}) n`;
  };
  // No store is named by the empty text: rows that bear it are those which keep numbers of deleted stores from coming again.
  return sql`
  with recursive leap(store) as (
    ${next(sql`''`)}
    union all
    select (${next(sql`leap.store`)}) from leap where leap.store is not null
  )
  select leap.store from leap where leap.store is not null`;
}
