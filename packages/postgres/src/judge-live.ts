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
import { attributeKinds, tupleKinds, type Counted } from "./kinds.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/** Rows that are in memory at once, whatever the store holds. */
const PAGE = 1_000;

type Table = Scope["tables"]["tuples" | "attributes"];

/** Called with the condition of rows that may not stay, of the table called `t`, once they have been counted. */
export type OnStranded = (table: Table, where: SQL) => Promise<void>;

/** A row, with what may be shown of it. */
interface Shown<Example> {
  readonly id: number;
  readonly example: Example;
}

type Page<Example> = (where: SQL, after: number, limit: number) => Promise<readonly Shown<Example>[]>;

type AttributeExample = StrandedAttributes["examples"][number];

/** Judges everything live, kind by kind, and one by one only where the judge must see values. */
export async function judgeLive(
  session: Session,
  scope: Scope,
  judge: Judge,
  onStranded: OnStranded = () => Promise.resolve(),
): Promise<Stranded> {
  const { tables } = scope;
  const tuples = new Tally<TupleKind, Tuple>();
  const readTuples: Page<Tuple> = async (where, after, limit) => {
    const rows = await session.rows<TupleRow & { id: string }>(
      pageOf(tables.tuples, sql`t.id, ${tupleColumns}`, where, after, limit),
      { keep: false },
    );
    return rows.map((row) => ({ id: Number(row.id), example: toTuple(row) }));
  };
  for (const counted of await tupleKinds(session, scope)) {
    const judgement = judge.tuples(counted.kind);
    const gone = (where: SQL) => onStranded(tables.tuples, where);
    await judgeKind(counted, judgement, readTuples, ({ policy }) => parametersOf(policy), tuples, gone);
  }
  const attributes = new Tally<AttributeKind, AttributeExample>();
  const readAttributes: Page<AttributeExample> = async (where, after, limit) => {
    const columns = sql`t.id, t.object_type as type, t.object_id as of, t.value`;
    const rows = await session.rows<AttributeRow>(pageOf(tables.attributes, columns, where, after, limit), {
      keep: false,
    });
    return rows.map(toAttribute);
  };
  for (const counted of await attributeKinds(session, scope)) {
    const judgement = judge.attributes(counted.kind);
    const gone = (where: SQL) => onStranded(tables.attributes, where);
    await judgeKind(counted, judgement, readAttributes, ({ value }) => value, attributes, gone);
  }
  return { tuples: tuples.all(), attributes: attributes.all() };
}

/** Rows in pages, by their ids: rows that are ended on the way are passed over, not met again. */
async function judgeKind<Kind extends object, Example, Value extends Json>(
  { kind, count, where }: Counted<Kind>,
  judgement: Judgement<Value>,
  read: Page<Example>,
  valueOf: (example: Example) => Value,
  found: Tally<Kind, Example>,
  onGone: (where: SQL) => Promise<void>,
): Promise<void> {
  if (judgement === undefined) return;
  if (typeof judgement === "string") {
    const examples = await read(where, -1, MAX_EXAMPLES);
    found.add(
      kind,
      judgement,
      examples.map(({ example }) => example),
      count,
    );
    await onGone(where);
    return;
  }
  for (let page = await read(where, -1, PAGE); page.length > 0; page = await read(where, lastOf(page), PAGE)) {
    const gone = page.filter(({ example }) => {
      const reason = reasonOf(judgement, valueOf(example));
      if (reason !== undefined) found.add(kind, reason, [example]);
      return reason !== undefined;
    });
    if (gone.length > 0) await onGone(sql`${where} and ${isOneOf(gone)}`);
  }
}

function pageOf(table: Table, columns: SQL, where: SQL, after: number, limit: number): SQL {
  return sql`select ${columns} from ${table} t where ${where} and t.id > ${after}::bigint
    order by t.id limit ${limit}::integer`;
}

function lastOf(page: readonly { readonly id: number }[]): number {
  return page.at(-1)?.id ?? Number.MAX_SAFE_INTEGER;
}

/** Ids as one parameter: a list of them would be another statement for each length. */
function isOneOf(rows: readonly { readonly id: number }[]): SQL {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return sql`t.id = any(array(select e.value::bigint from json_array_elements_text(${ids}::text::json) e))`;
}

function parametersOf(policy: { readonly parameters: JsonObject } | undefined): JsonObject {
  return policy !== undefined && isJsonObject(policy.parameters) ? policy.parameters : {};
}

interface AttributeRow {
  readonly id: string;
  readonly type: string;
  readonly of: string;
  readonly value: string;
}

function toAttribute({ id, type, of, value }: AttributeRow): Shown<AttributeExample> {
  const example = { object: { type, id: of }, value: storedJson(value, `the attributes of \`${type}:${of}\``) };
  return { id: Number(id), example };
}
