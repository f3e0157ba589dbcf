import { compareText, formatObject, fromEntries, type Json } from "@relata/model";
import type { Answer, Wanted } from "@relata/resolver";
import { storedJson } from "@relata/store";
import { batchQuery, type BatchRow } from "./batch-query.ts";
import type { Session } from "./session.ts";
import type { State } from "./state.ts";
import { toTuple, type TupleRow } from "./tuple-row.ts";

/**
 * The answers to a batch, in its order, from the snapshot of the transaction around it. Cost: one round trip whatever
 * the batch holds, and none for an empty one.
 *
 * @throws Failure `store_unreadable` for a row that relata never wrote
 */
export async function readBatch(session: Session, state: State, batch: readonly Wanted[]): Promise<readonly Answer[]> {
  if (batch.length === 0) return [];
  const rows = batch.map((): BatchRow[] => []);
  for (const row of await session.rows<BatchRow>(batchQuery(state, batch))) rows[row.n]?.push(row);
  return batch.map((wanted, n) => toAnswer(wanted, rows[n] ?? []));
}

function toAnswer(wanted: Wanted, rows: readonly BatchRow[]): Answer {
  switch (wanted.ask) {
    case "attributes":
      return { attributes: toValues(rows.map(toValue), formatObject(wanted.object)) };
    case "ids":
      return { ids: rows.map(({ object_id: id = "" }) => id).sort(compareText) };
    case "has":
    case "sets":
    case "objects":
    case "memberships":
    case "usages":
      return { tuples: rows.map((row) => toTuple(row as TupleRow)) };
  }
}

function toValue({ relation: name = "", parameters: value }: BatchRow): { name: string; value: string } {
  return { name, value: value ?? "" };
}

/** Attributes from their rows; `of` names their object, should one be unreadable. */
export function toValues(rows: readonly { readonly name: string; readonly value: string }[], of: string) {
  return fromEntries(
    rows.map(({ name, value }): [string, Json] => [name, storedJson(value, `the attributes of \`${of}\``)]),
  );
}
