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
import { sql, type SQL } from "drizzle-orm";
import { attributeKinds, tupleKinds } from "./kinds.ts";
import type { Scope } from "./scope.ts";
import type { Tables } from "./tables.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/** Rows that are in memory at once, whatever the store holds. */
const PAGE = 1_000;

/** Called with the condition of rows that may not stay, once they have been counted. */
export type OnStranded = (table: Tables["tuples" | "attributes"], where: SQL | undefined) => void;

/** Judges everything live, kind by kind, and one by one only where the judge must see values. */
export function judgeLive(scope: Scope, judge: Judge, onStranded: OnStranded = () => undefined): Stranded {
  return { tuples: judgeTuples(scope, judge, onStranded), attributes: judgeAttributes(scope, judge, onStranded) };
}

function judgeTuples(scope: Scope, judge: Judge, onStranded: OnStranded): Stranded["tuples"] {
  const found = new Tally<TupleKind, Tuple>();
  const { connection, tables } = scope.statements;
  const { tuples } = tables;
  const read = (where: SQL | undefined, limit: number, after = -1) =>
    connection
      .allLists(
        sql<readonly [...tuple: TupleRow, id: number]>`select ${tupleColumns}, t.id from ${tuples} t
        where t.id in (select id from ${tuples} where ${where} and id > ${after} order by id limit ${limit})
        order by t.id`,
      )
      .map((row) => ({ id: row[10], tuple: toTuple(row) }));
  for (const { kind, count, where } of tupleKinds(scope)) {
    const judgement = judge.tuples(kind);
    if (judgement === undefined) continue;
    if (typeof judgement === "string") {
      found.add(kind, judgement, read(where, MAX_EXAMPLES).map(tupleOf), count);
      onStranded(tuples, where);
      continue;
    }
    eachPage(
      (after) => read(where, PAGE, after),
      (page) => {
        const gone = page.filter(({ tuple }) =>
          note(judgement, parametersOf(tuple.policy), (reason) => found.add(kind, reason, [tuple])),
        );
        if (gone.length > 0) onStranded(tuples, isOneOf(gone));
      },
    );
  }
  return found.all();
}

function judgeAttributes(scope: Scope, judge: Judge, onStranded: OnStranded): Stranded["attributes"] {
  const found = new Tally<AttributeKind, StrandedAttributes["examples"][number]>();
  const { connection, tables } = scope.statements;
  const { attributes } = tables;
  const read = (where: SQL | undefined, limit: number, after = -1) =>
    connection
      .all(
        sql<ValueRow & Identified>`select id, object_type as type, object_id as objectId, value from ${attributes}
          where ${where} and id > ${after} order by id limit ${limit}`,
      )
      .map(valued);
  for (const { kind, count, where } of attributeKinds(scope)) {
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
      (after) => read(where, PAGE, after),
      (page) => {
        const gone = page.filter(({ example }) =>
          note(judgement, example.value, (reason) => found.add(kind, reason, [example])),
        );
        if (gone.length > 0) onStranded(attributes, isOneOf(gone));
      },
    );
  }
  return found.all();
}

/**
 * Rows in pages, by their ids: rows that are ended on the way are passed over, not met again. Why not an iterator of
 * SQLite: while one is open, the connection cannot write.
 */
function eachPage<Row extends Identified>(
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

interface Identified {
  readonly id: number;
}

interface ValueRow {
  readonly type: string;
  readonly objectId: string;
  readonly value: string;
}

function valued(row: ValueRow & Identified) {
  const object = { type: row.type, id: row.objectId };
  const value = storedJson(row.value, `the attributes of \`${object.type}:${object.id}\``);
  return { id: row.id, example: { object, value } };
}

/** Ids as one parameter: a list of them would be another statement for each length. */
function isOneOf(rows: readonly Identified[]): SQL {
  return sql`id in (select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`;
}

function tupleOf({ tuple }: { readonly tuple: Tuple }): Tuple {
  return tuple;
}
