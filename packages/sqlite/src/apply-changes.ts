import { canonicalJson, type Json, type Tuple } from "@relata/model";
import { tupleExists, type AttributeChange, type Changes, type Written } from "@relata/store";
import type { Scope } from "./scope.ts";
import { keyRow, sameValue, valueRow } from "./tuple-row.ts";

/** The rows that are written to, and the transaction that they are made and ended by. */
interface Writing extends Scope {
  readonly transaction: number;
}

/**
 * Writes the changes as rows of the transaction. Keys are distinct, so the order of the lists does not matter. Where it
 * throws, the transaction around it must be rolled back.
 *
 * @throws Failure `tuple_exists`
 */
export function applyChanges(
  scope: Scope,
  changes: Changes,
  transaction: number,
): Pick<Written, "written" | "deleted"> {
  const writing = { ...scope, transaction };
  const { store, statements } = scope;
  let written = 0;
  let deleted = 0;
  for (const key of changes.delete ?? []) {
    deleted += statements.writes.end.run({ ...keyRow(key), store, transaction }).changes;
  }
  for (const tuple of changes.create ?? []) {
    if (!make(writing, tuple)) throw tupleExists(tuple);
    written++;
  }
  for (const tuple of changes.touch ?? []) if (touch(writing, tuple)) written++;
  for (const change of changes.attributes ?? []) applyAttributes(writing, change);
  return { written, deleted };
}

/** Answers false, and makes nothing, where a tuple of the key is live. */
function make({ statements, store, transaction }: Writing, tuple: Tuple): boolean {
  return statements.writes.make.run({ ...keyRow(tuple), ...valueRow(tuple), store, transaction }).changes > 0;
}

/** Answers whether a row was made: an identical live tuple stays as it is, with the transaction that made it. */
function touch(writing: Writing, tuple: Tuple): boolean {
  if (make(writing, tuple)) return true;
  const { statements, store, transaction } = writing;
  const key = { ...keyRow(tuple), store, transaction };
  const found = statements.writes.find.get(key);
  if (found !== undefined && sameValue(found, valueRow(tuple))) return false;
  statements.writes.end.run(key);
  return make(writing, tuple);
}

/** Equal values have equal canonical text, so a value that stays keeps its row. To unset what is not there is nothing. */
function applyAttributes({ statements: { writes }, store, transaction }: Writing, change: AttributeChange): void {
  const of = { store, transaction, objectType: change.object.type, objectId: change.object.id };
  for (const name of change.unset ?? []) writes.endAttribute.run({ ...of, name });
  for (const [name, json] of Object.entries<Json>(change.set ?? {})) {
    const value = canonicalJson(json);
    const found = writes.findAttribute.get({ ...of, name });
    if (found?.value === value) continue;
    if (found !== undefined) writes.endAttribute.run({ ...of, name });
    writes.makeAttribute.run({ ...of, name, value });
  }
}
