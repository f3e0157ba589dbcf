import { formatValueType, type Failure, type ValueType } from "@relata/model";
import { getTableName, type Column } from "drizzle-orm";
import { notExpressible } from "../not-expressible.ts";

/** That the column cannot be read as the attribute. */
export function unfitColumn(column: Column, attribute: string, type: ValueType): Failure {
  return notExpressible(
    `column \`${nameOf(column)}\` (${column.getSQLType()}) holds no values of \`${attribute}: ${formatValueType(type)}\``,
    "name one of text, numbers, booleans, or times with a zone, as the attribute is",
  );
}

/** That the values of the column are no ids. */
export function unfitId(column: Column): Failure {
  return notExpressible(
    `column \`${nameOf(column)}\` (${column.getSQLType()}) holds no ids of objects`,
    "name a column of text, of whole numbers, or of UUIDs where the database has them",
  );
}

function nameOf(column: Column): string {
  return `${getTableName(column.table)}.${column.name}`;
}
