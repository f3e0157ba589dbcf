import type { Database, Statement } from "better-sqlite3";
import type { AuditRow } from "../audit-row.ts";
import { auditValues } from "../tables/key-row.ts";

/** Rows that one statement appends: each by itself takes twice as long, and a list as one value of JSON half as long again. */
const ROWS_AT_ONCE = 50;

/** The table of the audit, as rows are added to it. */
export class AuditTable {
  readonly #one: Statement;
  readonly #many: Statement;

  constructor(client: Database, name: string) {
    const insert = (rows: number) =>
      client.prepare(
        `insert into "${name}" (store, key, event, at, row) values ${Array(rows).fill("(?, ?, ?, ?, ?)").join(", ")}`,
      );
    [this.#one, this.#many] = [insert(1), insert(ROWS_AT_ONCE)];
  }

  /** To be called within a transaction. */
  append(store: string, rows: readonly AuditRow[]): void {
    const whole = rows.length - (rows.length % ROWS_AT_ONCE);
    for (let at = 0; at < whole; at += ROWS_AT_ONCE) {
      const values: unknown[] = [];
      for (const row of rows.slice(at, at + ROWS_AT_ONCE)) values.push(store, ...auditValues(row));
      this.#many.run(values);
    }
    for (const row of rows.slice(whole)) this.#one.run(store, ...auditValues(row));
  }
}
