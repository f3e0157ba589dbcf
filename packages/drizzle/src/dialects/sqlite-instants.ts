import { sql, type Column, type SQL } from "drizzle-orm";

/** The first and the last millisecond of the years that an instant can be of. */
const [FIRST_MS, LAST_MS] = [-62_167_219_200_000, 253_402_300_799_999];

const RFC3339 = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][Tt][0-2][0-9]:[0-5][0-9]:[0-5][0-9]*";

/** A column of seconds or milliseconds, as drizzle keeps a `Date`, as text that sorts by time. */
export function instantInColumn(column: Column): SQL {
  const ms = isInSeconds(column) ? sql`${column} * 1000` : sql`${column}`;
  const rest = sql`((x % 1000 + 1000) % 1000)`;
  return sql`(select strftime('%Y-%m-%dT%H:%M:%S', (x - ${rest}) / 1000, 'unixepoch') || printf('.%03d000000Z', ${rest})
    from (select case when typeof(${column}) = 'integer' then ${ms} end as x) where x between ${FIRST_MS} and ${LAST_MS})`;
}

/** Not in drizzle's types of a column at large. */
function isInSeconds(column: Column): boolean {
  return (column as Column & { readonly mode?: string }).mode === "timestamp";
}

/** RFC 3339 text as text that sorts by time; NULL for a day that does not exist. */
export function instantInText(text: SQL): SQL {
  const isUtc = sql`upper(substr(x, -1)) = 'Z'`;
  const fraction = sql`case when substr(x, 20, 1) = '.' then substr(x, 21, length(x) - 20 - case when ${isUtc} then 1 else 6 end) else '' end`;
  const ahead = sql`cast(substr(x, -5, 2) as integer) * 60 + cast(substr(x, -2) as integer)`;
  const minutes = sql`case when ${isUtc} then 0 when substr(x, -6, 1) = '-' then ${ahead} else -(${ahead}) end`;
  return sql`(select strftime('%Y-%m-%dT%H:%M:%S', substr(x, 1, 10) || ' ' || substr(x, 12, 8), (${minutes}) || ' minutes')
      || '.' || substr((${fraction}) || '000000000', 1, 9) || 'Z'
    from (select ${text} as x) where x glob ${RFC3339} and strftime('%Y-%m-%d', substr(x, 1, 10)) = substr(x, 1, 10))`;
}
