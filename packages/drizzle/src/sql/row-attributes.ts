import type { ValueType } from "@relata/model";
import { sql, type Column, type SQL } from "drizzle-orm";
import type { Operand } from "../dialects/dialect.ts";
import { written } from "./condition.ts";
import type { Writing } from "./writing.ts";

/** The row that is asked about: its object, and the columns that are attributes of it. */
export interface Row {
  readonly type: string;
  readonly id: SQL;
  readonly columns: ReadonlyMap<string, Column>;
}

/** An object that a query comes to. */
interface Object {
  readonly type: string;
  readonly id: SQL;
}

/**
 * Attributes, as a check reads them: what is stored goes first, and the columns of the row count for its own object, and for no
 * other.
 */
export class RowAttributes {
  readonly #writing: Writing;
  readonly #row: Row;

  constructor(writing: Writing, row: Row) {
    this.#writing = writing;
    this.#row = row;
  }

  of(object: Object, name: string, type: ValueType): Operand {
    const stored = this.stored(object, name, type);
    const column = object.type === this.#row.type ? this.#row.columns.get(name) : undefined;
    if (column === undefined) return stored;
    const supplied = this.#writing.dialect.column(column, name, type);
    const isRow = object.id === this.#row.id ? sql`true` : sql`${object.id} = ${this.#row.id}`;
    const there = written(stored.present);
    return {
      family: supplied.family,
      present: sql`(${there} or (${isRow} and ${written(supplied.present)}))`,
      value: sql`case when ${there} then ${stored.value} when ${isRow} then ${supplied.value} end`,
    };
  }

  stored({ type, id }: Object, name: string, valueType: ValueType): Operand {
    return this.#writing.dialect.stored(this.#writing.aliases.next(), { type, id, name }, valueType);
  }
}
