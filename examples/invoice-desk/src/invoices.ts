import type Database from "better-sqlite3";

/** A row of the application. */
export interface Invoice {
  readonly id: string;
  readonly title: string;
  readonly amount: number;
  readonly status: "draft" | "sent" | "paid";
}

/** The application's own table, in the file where the permissions are too. */
export class Invoices {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
    db.exec(
      "create table if not exists invoices (id text primary key, title text not null, amount real not null, status text not null)",
    );
  }

  add({ id, title, amount, status }: Invoice): void {
    this.#db.prepare("insert into invoices values (?, ?, ?, ?)").run(id, title, amount, status);
  }

  get(id: string): Invoice | undefined {
    return this.#db.prepare<[string], Invoice>("select * from invoices where id = ?").get(id);
  }

  /** Those of the ids that there are. */
  some(ids: readonly string[]): readonly Invoice[] {
    const among = "select * from invoices where id in (select value from json_each(?)) order by id";
    return this.#db.prepare<[string], Invoice>(among).all(JSON.stringify(ids));
  }

  set(id: string, change: Partial<Pick<Invoice, "amount" | "status">>): void {
    const { amount = null, status = null } = change;
    const update = "update invoices set amount = coalesce(?, amount), status = coalesce(?, status) where id = ?";
    this.#db.prepare(update).run(amount, status, id);
  }
}
