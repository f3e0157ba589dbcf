import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import type { Database } from "./database.ts";
import { migrationStatus } from "./migrate.ts";
import type { Session } from "./session.ts";

/** Names of what is missing that a message holds. */
const MAX_NAMED = 6;

/**
 * Looks whether the tables are those of this version, where relata may not change them. Changes nothing.
 *
 * @throws Failure `store_outdated` with what is missing; `store_newer` where a row would need a column of a later version
 */
export async function requireTables(session: Session, database: Database): Promise<void> {
  await migrationStatus(session, database);
  const found = await columnsAndIndexes(session, database);
  if (found.size === 0) throw withoutTables(database);
  const expected = expectedOf(database);
  const missing = [...expected].filter(([name, type]) => found.get(name)?.type !== type).map(([name]) => name);
  if (missing.length > 0) {
    const named = missing.slice(0, MAX_NAMED).map((name) => `\`${name}\``);
    const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : "";
    throw new Failure(
      "store_outdated",
      `\`${database.name}\` lacks ${named.join(", ")}${more}, or has other ones: generate and apply a migration from the tables of \`@relata/postgres/schema\`, or run \`relata migrate\``,
      { details: { missing } },
    );
  }
  const unknown = [...found].filter(([name, { isNeeded }]) => isNeeded && !expected.has(name)).map(([name]) => name);
  if (unknown.length > 0) {
    const message = `\`${database.name}\` was written by a newer version of relata: each row needs \`${unknown.join("`, `")}\`, of which this one knows nothing: update relata`;
    throw new Failure("store_newer", message);
  }
}

function withoutTables(database: Database): Failure {
  const { name, place } = database;
  return new Failure(
    "store_outdated",
    `\`${name}\` has no tables of relata in the schema \`${place.schema}\`: run \`relata migrate up\`, or the migrations of the application`,
    { details: { missing: [...expectedOf(database).keys()] } },
  );
}

/** By name, `table.column` with the type, or the index with none. */
function expectedOf({ tables }: Database): ReadonlyMap<string, string> {
  const names = Object.values(tables).flatMap((table): [string, string][] => {
    const { name, columns, indexes, primaryKeys } = getTableConfig(table);
    const keys = [...indexes.map(({ config }) => config.name), ...primaryKeys.map((key) => key.getName())];
    return [
      ...columns.map((column): [string, string] => [`${name}.${column.name}`, column.getSQLType()]),
      ...keys.map((key): [string, string] => [`${name} (${key})`, ""]),
    ];
  });
  return new Map(names);
}

interface Found {
  readonly type: string;
  /** Whether it is a column that each row must be given. */
  readonly isNeeded: boolean;
}

async function columnsAndIndexes(session: Session, { tables, place }: Database): Promise<ReadonlyMap<string, Found>> {
  const names = JSON.stringify(Object.values(tables).map((table) => getTableConfig(table).name));
  const rows = await session.rows<{ name: string; type: string; needed: boolean }>(sql`
    with ours as (
      select c.oid, c.relname from pg_class c
      where c.relnamespace = (select n.oid from pg_namespace n where n.nspname = ${place.schema})
        and c.relname = any(array(select json_array_elements_text(${names}::text::json))) and c.relkind in ('r', 'p')
    )
    select o.relname || '.' || a.attname as name,
      format_type(a.atttypid, a.atttypmod)
        || case when a.attcollation = 'pg_catalog."C"'::regcollation then ' COLLATE "C"' else '' end as type,
      a.attnotnull and not a.atthasdef and a.attidentity = '' as needed
    from ours o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
    union all
    select o.relname || ' (' || i.relname || ')', '', false
    from ours o join pg_index x on x.indrelid = o.oid and x.indisvalid join pg_class i on i.oid = x.indexrelid`);
  return new Map(rows.map(({ name, type, needed }) => [name, { type, isNeeded: needed }]));
}
