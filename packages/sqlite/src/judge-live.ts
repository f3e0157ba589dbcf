import { isJsonObject, type Json, type JsonObject, type Tuple } from "@relata/model";
import {
  storedJson,
  MAX_EXAMPLES,
  reasonOf,
  Tally,
  type AttributeKind,
  type Judge,
  type Judgement,
  type Stranded,
  type StrandedAttributes,
  type TupleKind,
} from "@relata/store";
import { and, asc, gt, sql, type Column, type SQL } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { attributeKinds, tupleKinds } from "./kinds.ts";
import { attributes, tuples } from "./schema.ts";
import { toTuple, tupleColumns } from "./tuple-row.ts";

/** Rows that are in memory at once, whatever the store holds. */
const PAGE = 1_000;

/** Called with the condition of rows that may not stay, once they have been counted. */
export type OnStranded = (table: typeof tuples | typeof attributes, where: SQL | undefined) => void;

/** Judges everything live, kind by kind, and one by one only where the judge must see values. */
export function judgeLive(db: Connection, judge: Judge, onStranded: OnStranded = () => undefined): Stranded {
  return { tuples: judgeTuples(db, judge, onStranded), attributes: judgeAttributes(db, judge, onStranded) };
}

function judgeTuples(db: Connection, judge: Judge, onStranded: OnStranded): Stranded["tuples"] {
  const found = new Tally<TupleKind, Tuple>();
  const columns = { id: tuples.id, ...tupleColumns };
  const read = (where: SQL | undefined, limit: number) =>
    db.select(columns).from(tuples).where(where).orderBy(asc(tuples.id)).limit(limit).all();
  for (const { kind, count, where } of tupleKinds(db)) {
    const judgement = judge.tuples(kind);
    if (judgement === undefined) continue;
    if (typeof judgement === "string") {
      found.add(kind, judgement, read(where, MAX_EXAMPLES).map(toTuple), count);
      onStranded(tuples, where);
      continue;
    }
    eachPage(
      (after) => read(and(where, gt(tuples.id, after)), PAGE),
      (page) => {
        const gone = page.filter((row) => {
          const tuple = toTuple(row);
          return note(judgement, parametersOf(tuple.policy), (reason) => found.add(kind, reason, [tuple]));
        });
        if (gone.length > 0) onStranded(tuples, isOneOf(tuples.id, gone));
      },
    );
  }
  return found.all();
}

function judgeAttributes(db: Connection, judge: Judge, onStranded: OnStranded): Stranded["attributes"] {
  const found = new Tally<AttributeKind, StrandedAttributes["examples"][number]>();
  const columns = {
    id: attributes.id,
    type: attributes.objectType,
    objectId: attributes.objectId,
    value: attributes.value,
  };
  const read = (where: SQL | undefined, limit: number) =>
    db.select(columns).from(attributes).where(where).orderBy(asc(attributes.id)).limit(limit).all().map(valued);
  for (const { kind, count, where } of attributeKinds(db)) {
    const judgement = judge.attributes(kind);
    if (judgement === undefined) continue;
    if (typeof judgement === "string") {
      found.add(
        kind,
        judgement,
        read(where, MAX_EXAMPLES).map(({ example }) => example),
        count,
      );
      onStranded(attributes, where);
      continue;
    }
    eachPage(
      (after) => read(and(where, gt(attributes.id, after)), PAGE),
      (page) => {
        const gone = page.filter(({ example }) =>
          note(judgement, example.value, (reason) => found.add(kind, reason, [example])),
        );
        if (gone.length > 0) onStranded(attributes, isOneOf(attributes.id, gone));
      },
    );
  }
  return found.all();
}

/**
 * Rows in pages, by their ids: rows that are ended on the way are passed over, not met again. Why not an iterator of
 * SQLite: while one is open, the connection cannot write.
 */
function eachPage<Row extends { readonly id: number }>(
  read: (after: number) => readonly Row[],
  visit: (page: readonly Row[]) => void,
): void {
  for (let page = read(-1); page.length > 0; page = read(page.at(-1)?.id ?? Number.MAX_SAFE_INTEGER)) visit(page);
}

/** Tells the reason, if there is one, and answers whether there is. */
function note<T extends Json>(judgement: Judgement<T>, value: T, tell: (reason: string) => void): boolean {
  const reason = reasonOf(judgement, value);
  if (reason !== undefined) tell(reason);
  return reason !== undefined;
}

function parametersOf(policy: { readonly parameters: JsonObject } | undefined): JsonObject {
  return policy !== undefined && isJsonObject(policy.parameters) ? policy.parameters : {};
}

function valued(row: {
  readonly id: number;
  readonly type: string;
  readonly objectId: string;
  readonly value: string;
}) {
  const object = { type: row.type, id: row.objectId };
  const value = storedJson(row.value, `the attributes of \`${object.type}:${object.id}\``);
  return { id: row.id, example: { object, value } };
}

/** Ids as one parameter: a list of them would be another statement for each length. */
function isOneOf(column: Column, rows: readonly { readonly id: number }[]): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`;
}
