import type { ValueType } from "@relata/model";
import type { PostgresLiveRows } from "@relata/postgres";
import { sql, type Column, type SQL } from "drizzle-orm";
import { familyOf } from "../policy/operand-family.ts";
import { written } from "../sql/condition.ts";
import { unfitColumn, unfitId } from "./columns.ts";
import { instantInColumn, instantInText } from "./postgres-instants.ts";
import type { Dialect, Objects, Operand, OnObject, Tables } from "./dialect.ts";

/** Columns whose values are those of a family. Not `real`: what it holds is not what it is read as. */
const COLUMNS: Readonly<Record<string, string>> = {
  PgText: "text",
  PgVarchar: "text",
  PgEnumColumn: "text",
  PgInteger: "number",
  PgSmallInt: "number",
  PgSerial: "number",
  PgBigInt53: "number",
  PgDoublePrecision: "number",
  PgNumeric: "number",
  PgNumericNumber: "number",
  PgBoolean: "boolean",
  PgTimestamp: "timestamp",
  PgTimestampString: "timestamp",
};

const WHOLE_IDS = new Set([
  "PgInteger",
  "PgSmallInt",
  "PgSerial",
  "PgSmallSerial",
  "PgBigInt53",
  "PgBigInt64",
  "PgBigSerial53",
  "PgBigSerial64",
]);
const TEXT_IDS = new Set(["PgText", "PgVarchar"]);

/** An id that holds white space, a control character or `#`. */
const FORBIDDEN = "[#\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]";
const WHOLE = "^(0|-?[1-9][0-9]{0,17})$";
const UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/**
 * PostgreSQL. Texts are compared in "C". `offset 0` keeps each look-up where it is written: else the planner may read a whole
 * table where it takes the rows for many.
 */
export function postgresDialect(live: PostgresLiveRows): Dialect {
  const look = (t: SQL, by: "key" | "sets" | "subject", where: SQL) => sql`lateral (
    select ${t}.object_id, ${t}.subject_type, ${t}.subject_id, ${t}.parameters
    from ${live.tuples(t)} where ${live.isLive(t, by)} and ${where} offset 0
  ) as ${t}`;
  return {
    text,
    whole: (value) => sql`${value}::integer`,
    constant(value, family) {
      if (family === "number") return sql`${value}::float8`;
      if (family === "boolean") return value === true ? sql`true` : sql`false`;
      return text(String(value));
    },
    idText(column) {
      if (TEXT_IDS.has(column.columnType)) return sql`((${column}) collate "C")`;
      if (WHOLE_IDS.has(column.columnType) || column.columnType === "PgUUID")
        return sql`((${column})::text collate "C")`;
      throw unfitId(column);
    },
    isId: (id) => sql`(octet_length(${id}) between 1 and 1024 and ${id} !~ ${FORBIDDEN}::text)`,
    isAmong(column, ids, { queries, everyRow }) {
      const id = inColumnType(column);
      return sql`${column} = any(array(
        with recursive ${queries}
        select n.id from (select ${id} as id from ${ids} i where i.id <> '*' offset 0) n where n.id is not null
        union all ${everyRow}
      ))`;
    },
    tuplesOn(t, { type, id, relation, by }: OnObject, where, now): Tables {
      const found = sql`${t}.object_type = ${text(type)} and ${t}.object_id = relata_o.id and ${t}.relation = ${text(relation)}
        and ${live.isOpen(t, now)} and ${written(where)}`;
      return {
        from: sql`(values (${id}), ('*' collate "C")) as relata_o(id) cross join ${look(t, by, found)}`,
        where: true,
      };
    },
    // Why `offset`: else each is planned twice, and what stands in it twice as often again.
    exists: ({ from, where }) => sql`exists (select 1 from ${from} where ${written(where)} offset 0)`,
    objectsOf: (t, where, now): Objects => ({
      from: look(t, "subject", sql`${where} and ${live.isOpen(t, now)}`),
      where: true,
      id: sql`${t}.object_id`,
    }),
    rows(alias, columns, rows) {
      const values = rows.map((row) => sql`(${sql.join([...row], sql`, `)})`);
      const names = columns.map((column) => sql.identifier(column));
      return sql`(values ${sql.join(values, sql`, `)}) as ${alias}(${sql.join(names, sql`, `)})`;
    },
    recursive(name, start, arms) {
      const seeds = sql.join(
        start.map((columns) => sql`select ${columns}`),
        sql` union all `,
      );
      if (arms.length === 0) return sql`${name}(node, id) as (${seeds})`;
      const steps = arms.map(({ columns, from, where }) =>
        from === undefined
          ? sql`select ${columns} where ${written(where)}`
          : sql`select ${columns} from ${from.from} where ${written(where)} and ${written(from.where)}`,
      );
      return sql`${name}(node, id) as ((${seeds}) union
        select n.node, n.id from ${name} cross join lateral (${sql.join(steps, sql` union all `)}) as n(node, id))`;
    },
    stored(v, object, type): Operand {
      const from = sql`from ${live.attributes(v)} where ${live.isLive(v, "key")} and ${v}.object_type = ${text(object.type)}
        and ${v}.object_id = ${object.id} and ${v}.name = ${text(object.name)}`;
      return {
        family: familyOf(type) ?? "text",
        present: sql`exists (select 1 ${from} offset 0)`,
        value: sql`(select ${fitted(inJson(sql`${whole(sql`${v}.value`)}`, type), type)} ${from})`,
      };
    },
    parameter(json, name, type): Operand {
      return {
        family: familyOf(type) ?? "text",
        present: sql`coalesce(${whole(json)} ? ${text(name)}, true)`,
        value: fitted(inJson(sql`(${whole(json)} -> ${text(name)})`, type), type),
      };
    },
    column(column, attribute, type): Operand {
      const family = familyOf(type);
      const isLocal = family === "timestamp" && !column.getSQLType().endsWith("with time zone");
      if (family === undefined || COLUMNS[column.columnType] !== family || isLocal)
        throw unfitColumn(column, attribute, type);
      return { family, present: isThere(column, type), value: fitted(inColumn(column, type), type) };
    },
  };
}

function text(value: string): SQL {
  return sql`(${value}::text collate "C")`;
}

/** Ids as values of the column's own type, and of no collation, so that its own index finds them; NULL where they are none. */
function inColumnType(column: Column): SQL {
  if (column.columnType === "PgUUID") return sql`case when i.id ~ ${UUID}::text then i.id::uuid end`;
  if (WHOLE_IDS.has(column.columnType)) return sql`case when i.id ~ ${WHOLE}::text then i.id::bigint end`;
  return sql`(to_jsonb(i.id) #>> '{}')`;
}

/** That the row has a value which a request could state: no `NaN`, nothing beyond the doubles, no time beyond the years. */
function isThere(column: Column, type: ValueType): SQL {
  const value = inColumn(column, type);
  return familyOf(type) === "number"
    ? sql`(${fitted(value, { kind: "number" })} is not null)`
    : sql`((${value}) is not null)`;
}

function inColumn(column: Column, type: ValueType): SQL {
  switch (familyOf(type)) {
    case "number":
      return column.columnType.startsWith("PgNumeric") ? inDoubles(column) : sql`(${column})::float8`;
    case "text":
      return sql`((${column})::text collate "C")`;
    case "boolean":
      return sql`${column}`;
    case "timestamp":
      return instantInColumn(column);
    case undefined:
      return sql`null`;
  }
}

/** What no double comes near is no number of a policy's: to cast it would be an error. */
function inDoubles(column: Column): SQL {
  return sql`case when ${column} = 0 or abs(${column}) between 1e-300 and 1e308 then (${column})::float8 end`;
}

/** The JSON, where it holds no text that PostgreSQL refuses: a zero, or half of a surrogate pair. */
function whole(json: SQL): SQL {
  const lacks = (part: string) => sql`position(${part}::text in ${json}) = 0`;
  return sql`(case when ${lacks("\\u0000")} and ${lacks("\\ud")} then (${json})::jsonb end)`;
}

function inJson(json: SQL, type: ValueType): SQL {
  const is = sql`jsonb_typeof(${json})`;
  const value = sql`(${json} #>> '{}')`;
  switch (familyOf(type)) {
    case "number":
      return sql`case when ${is} = 'number' then ${value}::float8 end`;
    case "boolean":
      return sql`case when ${is} = 'boolean' then ${value}::boolean end`;
    case "text":
      return sql`case when ${is} = 'string' then ${value} collate "C" end`;
    case "timestamp":
      return sql`case when ${is} = 'string' then ${instantInText(value)} end`;
    case undefined:
      return sql`null`;
  }
}

/** The value where it is one of its type: a finite number, a whole one, one of a few texts. */
function fitted(value: SQL, type: ValueType): SQL {
  const where = (condition: SQL) => sql`(select v.x from (select ${value} as x offset 0) v where ${condition})`;
  switch (type.kind) {
    case "number":
      return where(sql`v.x between -1.7976931348623157e308::float8 and 1.7976931348623157e308::float8`);
    case "int":
      return where(sql`v.x between -9007199254740991::float8 and 9007199254740991::float8 and v.x = trunc(v.x)`);
    case "uint":
      return where(sql`v.x between 0::float8 and 9007199254740991::float8 and v.x = trunc(v.x)`);
    case "enum": {
      const values = sql.join(
        type.values.map((one) => sql`${one}::text`),
        sql`, `,
      );
      return where(sql`v.x in (${values})`);
    }
    case "string":
      return where(sql`octet_length(v.x) <= 100000`);
    default:
      return sql`(${value})`;
  }
}
