import type { ValueType } from "@relata/model";
import type { SqliteLiveRows } from "@relata/sqlite";
import { sql, type Column, type SQL } from "drizzle-orm";
import { familyOf } from "../policy/operand-family.ts";
import { written } from "../sql/condition.ts";
import { unfitColumn, unfitId } from "./columns.ts";
import { instantInColumn, instantInText } from "./sqlite-instants.ts";
import type { Dialect, Family, Objects, Operand, OnObject, Tables } from "./dialect.ts";

/** Columns whose values are those of a family. */
const COLUMNS: Readonly<Record<string, string>> = {
  SQLiteText: "text",
  SQLiteInteger: "number",
  SQLiteReal: "number",
  SQLiteNumericNumber: "number",
  SQLiteBoolean: "boolean",
  SQLiteTimestamp: "timestamp",
};

/** No id holds white space, a control character or `#`. */
const FORBIDDEN = "*[#\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*";

/** SQLite: a column has whatever type its value has, and compares as it was declared unless it stands in an expression. */
export function sqliteDialect(live: SqliteLiveRows): Dialect {
  return {
    text: (value) => sql`${value}`,
    whole: (value) => sql`${value}`,
    constant: (value) => (value === true ? sql`true` : value === false ? sql`false` : sql`${value}`),
    idText(column) {
      const { columnType } = column;
      if (columnType !== "SQLiteText" && columnType !== "SQLiteInteger") throw unfitId(column);
      return sql`(case typeof(${column}) when 'text' then ${column} when 'integer' then cast(${column} as text) end)`;
    },
    isId: (id) =>
      sql`(length(cast(${id} as blob)) between 1 and 1024 and instr(cast(${id} as blob), x'00') = 0 and ${id} not glob ${FORBIDDEN})`,
    // Why as numbers too: a column keeps what it is given as it was declared, which drizzle's own declaration need not be.
    isAmong: (column, ids, { queries, everyRow }) => sql`${column} in (
      with recursive ${queries} select i.id from ${ids} i where i.id <> '*'
      union all select cast(i.id as integer) from ${ids} i where cast(cast(i.id as integer) as text) = i.id
      union all ${everyRow}
    )`,
    tuplesOn: (t, { type, id, relation, by }: OnObject, where, now): Tables => ({
      from: live.tuples(t, by),
      where: sql`${live.isLive(t, by)} and ${t}.object_type = ${type} and ${t}.object_id in (${id}, '*')
        and ${t}.relation = ${relation} and ${live.isOpen(t, now)} and ${written(where)}`,
    }),
    exists: ({ from, where }) => sql`exists (select 1 from ${from} where ${written(where)})`,
    objectsOf(t, where, now, most): Objects {
      const from = live.tuples(t, "subject");
      const found = sql`${live.isLive(t, "subject")} and ${where} and ${live.isOpen(t, now)}`;
      if (most === undefined) return { from, where: found, id: sql`${t}.object_id` };
      // Why: SQLite follows a row to the end of all that it leads to, however few are wanted.
      const first = sql`select json_group_array(f.id) from (select ${t}.object_id as id from ${from} where ${found} limit ${most}) f`;
      return { from: sql`json_each((${first})) as ${t}`, where: true, id: sql`${t}.value` };
    },
    rows(alias, columns, rows) {
      const names = columns.map((column, i) => sql.raw(`column${i + 1} as "${column}"`));
      const values = rows.map((row) => sql`(${sql.join([...row], sql`, `)})`);
      return sql`(select ${sql.join(names, sql`, `)} from (values ${sql.join(values, sql`, `)})) as ${alias}`;
    },
    recursive(name, start, arms, wanted = "all") {
      const seeds = start.map((columns) => sql`select ${columns}`);
      const steps = arms.map(({ columns, from, where }) => {
        const rest = from === undefined ? sql`` : sql`cross join ${from.from}`;
        const also = from === undefined ? sql`` : sql`and ${written(from.where)}`;
        return sql`select ${columns} from ${name} ${rest} where ${written(where)} ${also}`;
      });
      const order = wanted === "first" ? sql` order by 1` : sql``;
      return sql`${name}(node, id) as (${sql.join([...seeds, ...steps], sql` union `)}${order})`;
    },
    stored(v, object, type): Operand {
      const from = sql`from ${live.attributes(v)} where ${live.isLive(v, "key")} and ${v}.object_type = ${object.type}
        and ${v}.object_id = ${object.id} and ${v}.name = ${object.name}`;
      return {
        family: familyOf(type) ?? "text",
        present: sql`exists (select 1 ${from})`,
        value: sql`(select ${fitted(inJson(sql`${v}.value`, "$", type), type)} ${from})`,
      };
    },
    parameter(json, name, type): Operand {
      const path = `$.${JSON.stringify(name)}`;
      return {
        family: familyOf(type) ?? "text",
        present: sql`(json_type(${json}, ${path}) is not null)`,
        value: fitted(inJson(json, path, type), type),
      };
    },
    column(column, attribute, type): Operand {
      const family = familyOf(type);
      if (family === undefined || COLUMNS[column.columnType] !== family) throw unfitColumn(column, attribute, type);
      return { family, present: isThere(column, family), value: fitted(inColumn(column, type), type) };
    },
  };
}

/** That the row has a value which a request could state: no bytes, nothing beyond the doubles, no time beyond the years. */
function isThere(column: Column, family: Family): SQL {
  if (family === "timestamp") return sql`(${instantInColumn(column)} is not null)`;
  return sql`(typeof(${column}) in ('text', 'integer') or (typeof(${column}) = 'real' and abs(${column}) <= ${Number.MAX_VALUE}))`;
}

/** The column where its value is of the kind: any column may hold a value of another. */
function inColumn(column: Column, type: ValueType): SQL {
  switch (familyOf(type)) {
    case "number":
      return sql`case when typeof(${column}) in ('integer', 'real') then cast(${column} as real) end`;
    case "boolean":
      return sql`case when typeof(${column}) = 'integer' then ${column} = 1 end`;
    case "text":
      return sql`case when typeof(${column}) = 'text' then ${column} end`;
    case "timestamp":
      return instantInColumn(column);
    case undefined:
      return sql`null`;
  }
}

/** Why not every text: SQLite ends one at an escaped zero, and half of a surrogate pair is no letter. */
function inJson(json: SQL, path: string, type: ValueType): SQL {
  const value = sql`json_extract(${json}, ${path})`;
  const is = sql`json_type(${json}, ${path})`;
  const isWhole = sql`instr(${json}, '\\u0000') = 0 and instr(${json}, '\\ud') = 0`;
  switch (familyOf(type)) {
    case "number":
      return sql`case when ${is} in ('integer', 'real') then cast(${value} as real) end`;
    case "boolean":
      return sql`case when ${is} in ('true', 'false') then ${value} = 1 end`;
    case "text":
      return sql`case when ${isWhole} and ${is} = 'text' then ${value} end`;
    case "timestamp":
      return sql`case when ${isWhole} and ${is} = 'text' then ${instantInText(value)} end`;
    case undefined:
      return sql`null`;
  }
}

/** The value where it is one of its type: a finite number, a whole one, one of a few texts. */
function fitted(value: SQL, type: ValueType): SQL {
  switch (type.kind) {
    case "number":
      return sql`(select x from (select ${value} as x) where abs(x) <= 1.7976931348623157e308)`;
    case "int":
      return sql`(select x from (select ${value} as x) where abs(x) <= 9007199254740991 and x = cast(x as integer))`;
    case "uint":
      return sql`(select x from (select ${value} as x) where x between 0 and 9007199254740991 and x = cast(x as integer))`;
    case "enum": {
      const values = sql.join(
        type.values.map((one) => sql`${one}`),
        sql`, `,
      );
      return sql`(select x from (select ${value} as x) where x in (${values}))`;
    }
    case "string":
      return sql`(select x from (select ${value} as x) where length(cast(x as blob)) <= 100000)`;
    default:
      return sql`(${value})`;
  }
}
