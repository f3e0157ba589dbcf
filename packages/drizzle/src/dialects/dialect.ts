import type { Instant, ValueType } from "@relata/model";
import type { Column, SQL } from "drizzle-orm";
import type { Condition } from "../sql/condition.ts";

/** Tuples on an object, or on the wildcard object of its type. */
export interface OnObject {
  readonly type: string;
  readonly id: SQL;
  readonly relation: string;
  readonly by: "key" | "sets";
}

/** What a recursive query takes next: rows of two columns, where the condition of the row that it comes from holds. */
export interface Arm {
  readonly columns: SQL;
  readonly from?: Tables;
  readonly where: Condition;
}

/** The tables of a query, and what must hold of them. */
export interface Tables {
  readonly from: SQL;
  readonly where: Condition;
}

/** Those of tuples, with the id of the object of each. */
export interface Objects extends Tables {
  readonly id: SQL;
}

/** A value as policies compare it: NULL where it is absent or does not fit its type; and whether anything is there. */
export interface Operand {
  readonly family: Family;
  readonly value: SQL;
  readonly present: Condition;
}

export type Family = "number" | "text" | "boolean" | "timestamp";

/**
 * What differs between databases. Law: every text is compared by its bytes, every value is a parameter of the statement.
 */
export interface Dialect {
  /** The text as a parameter. */
  text(value: string): SQL;
  /** A whole number as a parameter. */
  whole(value: number): SQL;
  /** A value that a policy or a request holds, as columns of its family are. */
  constant(value: string | number | boolean, family: Family): SQL;
  /** The id of a row as text; NULL where no id can be so. */
  idText(column: Column): SQL;
  /** That the text is a good id: no other is asked about. */
  isId(id: SQL): Condition;
  /**
   * That the column is among the ids of the query `ids(id)`, so that its index finds the rows; or in `everyRow`, which asks `ids`
   * for the wildcard. Both are read behind `queries`.
   */
  isAmong(column: Column, ids: SQL, of: { readonly queries: SQL; readonly everyRow: SQL }): SQL;
  /** Tuples on an object, called by the alias; of the columns, those of the subject, policy and parameters can be read. */
  tuplesOn(alias: SQL, on: OnObject, where: Condition, now: Instant): Tables;
  /** That there is a row. */
  exists(tables: Tables): SQL;
  /** The objects of tuples whose subject meets the condition; `most` of them, where no more are wanted. */
  objectsOf(alias: SQL, where: SQL, now: Instant, most?: number): Objects;
  /** A table of constant rows. */
  rows(alias: SQL, columns: readonly string[], rows: readonly (readonly SQL[])[]): SQL;
  /**
   * The recursive query `name(node, id)`, as a part of `with recursive`. Where only its first rows are wanted, it makes no more than it
   * is asked for, and goes on from the lowest node: from what it has found, before what leads there.
   */
  recursive(name: SQL, start: readonly SQL[], arms: readonly Arm[], wanted?: "first" | "all"): SQL;
  /** An attribute as it is stored. */
  stored(
    alias: SQL,
    object: { readonly type: string; readonly id: SQL; readonly name: string },
    type: ValueType,
  ): Operand;
  /** A parameter in the JSON of a tuple. */
  parameter(json: SQL, name: string, type: ValueType): Operand;
  /**
   * A column as an attribute of that type.
   *
   * @throws Failure `not_expressible` for a column whose values are not those of the type
   */
  column(column: Column, attribute: string, type: ValueType): Operand;
}
