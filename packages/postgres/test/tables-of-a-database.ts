import type { Sql } from "postgres";

/** Columns, indexes, sequences and conditions of a schema, each as one line without the schema's name. */
export async function definitions(client: Sql, schema: string): Promise<readonly string[]> {
  const rows = await client.unsafe<{ line: string }[]>(`
    select c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
      || ' ' || a.attidentity::text || ' ' || a.attcollation || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'S')
    union all select indexdef from pg_indexes where schemaname = '${schema}'
    union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = '${schema}'::regnamespace`);
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, "")).sort();
}

/** All tables, but those of the server and of drizzle. */
export async function tables(client: Sql): Promise<readonly string[]> {
  const rows = await client.unsafe<{ name: string }[]>(`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'drizzle') order by 1`);
  return rows.map(({ name }) => name);
}
