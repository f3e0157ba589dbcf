import { randomBytes } from "node:crypto";
import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import { asFailure } from "./as-failure.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { requireTables } from "./require-tables.ts";

/** The oldest version of PostgreSQL that is supported. */
const OLDEST = 15;

/** Who makes the tables: relata, where it finds that they are not those of its version, or the application. */
export type Migrate = "auto" | "never";

/**
 * Looks at the server, brings the tables to this version or finds that they are, and answers who the database is.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`, `store_outdated`
 */
export async function openDatabase(database: Database, mode: Migrate): Promise<string> {
  try {
    await requireFit(database);
    if (mode === "auto") await migrate(database);
    else await database.use((session) => requireTables(session, database));
    return (await idOf(database)) ?? (await name(database));
  } catch (error) {
    throw asFailure(error, database.name);
  }
}

async function idOf(database: Database): Promise<string | undefined> {
  const [row] = await database.use((session) =>
    session.rows<{ id: string }>(sql`select id from ${database.tables.database}`),
  );
  return row?.id;
}

/** Names a new database. A token must not be taken for one of another, so the name comes from chance. */
async function name(database: Database): Promise<string> {
  const { tables, place } = database;
  await database.use((session) =>
    session.rows(sql`
      insert into ${tables.database} ("only", id) select 1, ${randomBytes(16).toString("base64url")}
      where not exists (select from ${tables.transactions}) on conflict do nothing`),
  );
  const id = await idOf(database);
  if (id !== undefined) return id;
  const message = `\`${database.name}\` is damaged: the row of \`${place.prefix}database\` is gone, which its tokens name`;
  throw new Failure("store_unreadable", message);
}

/** @throws Failure for a server that is too old, or keeps text in a way that loses some of it */
export async function requireFit(database: Database): Promise<void> {
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
