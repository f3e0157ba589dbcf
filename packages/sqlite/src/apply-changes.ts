import { canonicalJson, type Json, type Tuple } from "@relata/model";
import { tupleExists, type AttributeChange, type Changes, type Written } from "@relata/store";
import { keyRow, sameValue, valueRow } from "./tuple-row.ts";
import type { WriteStatements } from "./write-statements.ts";

type Counts = Omit<Written, "token">;

/**
 * Writes the changes as rows of the transaction. Keys are distinct, so the order of the lists does not matter. Where it
 * throws, the transaction around it must be rolled back.
 *
 * @throws Failure `tuple_exists`
 */
export function applyChanges(statements: WriteStatements, changes: Changes, transaction: number): Counts {
  let written = 0;
  let deleted = 0;
  for (const key of changes.delete ?? []) deleted += statements.end.run({ ...keyRow(key), transaction }).changes;
  for (const tuple of changes.create ?? []) {
    create(statements, tuple, transaction);
    written++;
  }
  for (const tuple of changes.touch ?? []) if (touch(statements, tuple, transaction)) written++;
  for (const change of changes.attributes ?? []) applyAttributes(statements, change, transaction);
  return { written, deleted };
}

/** Looks before it inserts, so that the failure can name the tuple; the unique index stands behind it. */
function create(statements: WriteStatements, tuple: Tuple, transaction: number): void {
  const key = keyRow(tuple);
  if (statements.find.get({ ...key }) !== undefined) throw tupleExists(tuple);
  statements.make.run({ ...key, ...valueRow(tuple), transaction });
}

/** Answers whether a row was made: an identical live tuple stays as it is, with the transaction that made it. */
function touch(statements: WriteStatements, tuple: Tuple, transaction: number): boolean {
  const key = keyRow(tuple);
  const value = valueRow(tuple);
  const found = statements.find.get({ ...key });
  if (found !== undefined && sameValue(found, value)) return false;
  if (found !== undefined) statements.end.run({ ...key, transaction });
  statements.make.run({ ...key, ...value, transaction });
  return true;
}

/** Equal values have equal canonical text, so a value that stays keeps its row. To unset what is not there is nothing. */
function applyAttributes(statements: WriteStatements, change: AttributeChange, transaction: number): void {
  const object = { objectType: change.object.type, objectId: change.object.id };
  for (const name of change.unset ?? []) statements.endAttribute.run({ ...object, name, transaction });
  for (const [name, json] of Object.entries<Json>(change.set ?? {})) {
    const value = canonicalJson(json);
    const found = statements.findAttribute.get({ ...object, name });
    if (found?.value === value) continue;
    if (found !== undefined) statements.endAttribute.run({ ...object, name, transaction });
    statements.makeAttribute.run({ ...object, name, value, transaction });
  }
}
