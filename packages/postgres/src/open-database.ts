import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import { asFailure } from "./as-failure.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";

/** The oldest version of PostgreSQL that is supported. */
const OLDEST = 15;

/**
 * Looks at the server, brings the tables to this version, and answers who the store is.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`
 */
export async function openDatabase(database: Database): Promise<string> {
  try {
    await requireFit(database);
    await migrate(database);
    const [row] = await database.use((session) =>
      session.rows<{ id: string }>(sql`select id from ${database.tables.database}`),
    );
    if (row !== undefined) return row.id;
  } catch (error) {
    throw asFailure(error, database.name);
  }
  throw new Failure(
    "store_unreadable",
    `\`${database.name}\` is damaged: the row of \`${database.place.prefix}database\` is gone`,
  );
}

/** @throws Failure for a server that is too old, or keeps text in a way that loses some of it */
async function requireFit(database: Database): Promise<void> {
  const [server] = await database.use((session) =>
    session.rows<{ version: string; encoding: string }>(
      sql`select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
    ),
  );
  const version = Math.floor(Number(server?.version) / 10_000);
  if (version < OLDEST) {
    const message = `\`${database.name}\` is PostgreSQL ${version}: relata needs ${OLDEST} or later`;
    throw new Failure("store_unavailable", message);
  }
  if (server?.encoding !== "UTF8") {
    const message = `\`${database.name}\` is encoded in ${server?.encoding}: relata needs a database in UTF8`;
    throw new Failure("store_unavailable", message);
  }
}
