import { sql, type Column, type SQL } from "drizzle-orm";

const RFC3339 =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?([Zz]|[-+][0-9]{2}:[0-9]{2})$";

/** What PostgreSQL writes of a second. */
const SECONDS = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS'`);

/** A column with a time zone as text that sorts by time; NULL beyond the years of four digits. */
export function instantInColumn(column: Column): SQL {
  const isOfFourDigits = sql`${column} >= '0001-01-02T00:00:00Z'::timestamptz and ${column} < '9999-12-31T00:00:00Z'::timestamptz`;
  return sql`case when ${isOfFourDigits} then
    to_char(${column} at time zone 'UTC', ${SECONDS}) || to_char(${column} at time zone 'UTC', '.US') || '000Z' collate "C" end`;
}

/** RFC 3339 text as text that sorts by time, likewise. */
export function instantInText(text: SQL): SQL {
  const isUtc = sql`upper(right(v.x, 1)) = 'Z'`;
  const fraction = sql`coalesce(substring(v.x from '[.]([0-9]+)'), '')`;
  const ahead = sql`make_interval(mins => substr(right(v.x, 5), 1, 2)::integer * 60 + right(v.x, 2)::integer)`;
  const offset = sql`case when ${isUtc} then interval '0' when left(right(v.x, 6), 1) = '-' then ${ahead} else -(${ahead}) end`;
  const seconds = sql`(left(v.x, 10) || ' ' || substr(v.x, 12, 8))::timestamp + (${offset})`;
  return sql`(select to_char(${seconds}, ${SECONDS}) || '.' || rpad(${fraction}, 9, '0') || 'Z' collate "C"
    from (select ${text} as x offset 0) v
    where case when v.x ~ ${RFC3339}::text then left(v.x, 4) between '0002' and '9998' else false end)`;
}
