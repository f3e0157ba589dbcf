import { compareObjects, compareText, compareTuples, formatObject, type Json } from "@relata/model";
import {
  storedJson,
  type LogChange,
  type LogPage,
  type Revision,
  type TupleChange,
  type ValueChange,
} from "@relata/store";
import { sql } from "drizzle-orm";
import type { AttributeRow } from "./contents.ts";
import { requireHistory, tokenOf } from "./states.ts";
import type { Scope } from "./scope.ts";
import { toTuple, type TupleRow } from "./tuple-row.ts";
import { writesOf } from "./writes-of.ts";

/**
 * Revisions of the store after that number. Cost: the changes that are answered, and a few index searches for each revision.
 *
 * @throws Failure `snapshot_expired`
 */
export function revisionsAfter(scope: Scope, after: number, limit: number): LogPage {
  const { statements, store } = scope;
  requireHistory(scope, after);
  // Why a limit: revisions without changes would fill a page without end.
  const writes = statements.connection.all(
    sql<{ id: number; at: number }>`select t.id, t.at from ${writesOf(statements.tables)}
      where t.store = ${store} and t.id > ${after} order by t.id limit ${limit + 1}`,
  );
  const revisions: Revision[] = [];
  let count = 0;
  for (const { id: number, at } of writes) {
    if (count >= limit || revisions.length === limit) return { revisions, isLast: false };
    const changes = changesIn(scope, number);
    revisions.push({ number, token: tokenOf(scope, number), at, changes });
    count += changes.length;
  }
  return { revisions, isLast: true };
}

/** What one write changed: the rows that it made, paired by their keys with those that it ended. */
function changesIn(scope: Scope, number: number): readonly LogChange[] {
  const { log } = scope.statements;
  const of = { store: scope.store, number };
  const models = log.models.all(of).map(({ message, ...entry }) => ({
    kind: "model" as const,
    after: { ...entry, ...(message !== null && { message }) },
  }));
  return [
    ...tupleChanges(log.endedTuples.all(of), log.madeTuples.all(of)),
    ...valueChanges(log.endedAttributes.all(of), log.madeAttributes.all(of)),
    ...models,
  ];
}

function tupleChanges(ended: readonly TupleRow[], made: readonly TupleRow[]): readonly TupleChange[] {
  const pairs = paired(ended.map(toTuple), made.map(toTuple), compareTuples);
  return pairs.map(({ before, after }) => ({
    kind: "tuple",
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }));
}

function valueChanges(ended: readonly AttributeRow[], made: readonly AttributeRow[]): readonly ValueChange[] {
  const pairs = paired(ended, made, (a, b) => compareObjects(a, b) || compareText(a.name, b.name));
  return pairs.map(({ of: { type, id, name }, before, after }) => ({
    kind: "attribute",
    object: { type, id },
    name,
    ...(before !== undefined && { before: toValue(before) }),
    ...(after !== undefined && { after: toValue(after) }),
  }));
}

function toValue({ type, id, value }: AttributeRow): Json {
  return storedJson(value, `the attributes of \`${formatObject({ type, id })}\``);
}

/** What was ended, what was made, or both, of one key. */
interface Pair<T> {
  /** The one that is there. */
  readonly of: T;
  readonly before?: T;
  readonly after?: T;
}

/** Both lists as one, in order, what compares equal as a pair: of what was made, and of what was ended, a key is in each once. */
function paired<T>(ended: readonly T[], made: readonly T[], compare: (a: T, b: T) => number): readonly Pair<T>[] {
  const all: Pair<T>[] = [
    ...ended.map((before) => ({ of: before, before })),
    ...made.map((after) => ({ of: after, after })),
  ];
  const pairs: Pair<T>[] = [];
  for (const next of all.sort((a, b) => compare(a.of, b.of))) {
    const last = pairs.at(-1);
    if (last !== undefined && compare(last.of, next.of) === 0) pairs.splice(-1, 1, { ...last, ...next });
    else pairs.push(next);
  }
  return pairs;
}
