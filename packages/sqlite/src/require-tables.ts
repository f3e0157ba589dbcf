import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import type { Connection } from "./connection.ts";
import { missing, nameDatabase } from "./migrate.ts";
import { migrationFiles } from "./migration-files.ts";
import type { Place } from "./place.ts";
import { transact } from "./transact.ts";

/**
 * Looks whether the tables are there with the columns and indexes that this version reads by, and changes none. What is more
 * in them is the application's. A database without a name gets one: that is a row, and no table.
 *
 * @throws Failure `store_outdated`, `store_newer`
 */
export function requireTables(connection: Connection, place: Place): void {
  // Tables that relata made itself may be those of a newer one.
  missing(connection, migrationFiles(place.prefix), place);
  const lacking = Object.values(place.tables).flatMap((table) => {
    const { name, columns, indexes } = getTableConfig(table);
    const found = namesIn(connection, sql`pragma_table_info(${name})`);
    if (found.size === 0) return [`table \`${name}\``];
    const foundIndexes = namesIn(connection, sql`pragma_index_list(${name})`);
    return [
      ...columns.filter((column) => !found.has(column.name)).map((column) => `column \`${name}.${column.name}\``),
      ...indexes.filter(({ config }) => !foundIndexes.has(config.name)).map(({ config }) => `index \`${config.name}\``),
    ];
  });
  if (lacking.length > 0) throw outdated(place, lacking);
  if (connection.get(sql`select 1 from ${place.tables.database}`) === undefined) {
    transact(connection, "immediate", () => nameDatabase(connection, place));
  }
}

function namesIn(connection: Connection, list: SQL): ReadonlySet<string> {
  return new Set(connection.all(sql<{ name: string }>`select name from ${list}`).map(({ name }) => name));
}

function outdated({ path }: Place, lacking: readonly string[]): Failure {
  return new Failure(
    "store_outdated",
    `\`${path}\` lacks ${lacking.join(", ")}: run \`relata migrate\`, or the migrations of the application, or open it with \`migrate: "auto"\``,
    { details: { lacking } },
  );
}
