import { postgresMigrations } from "@relata/postgres";
import { sqliteMigrations } from "@relata/sqlite";
import type { Migrations } from "@relata/store";
import type { Surroundings } from "../surroundings.ts";
import type { DatabaseOptions } from "./database-options.ts";
import { databasePlace } from "./database-place.ts";

/**
 * Looks at the tables of a database, or makes them, and closes it however that ends.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`; CommanderError as `databasePlace`
 */
export async function withMigrations<T>(
  surroundings: Surroundings,
  options: DatabaseOptions,
  use: (migrations: Migrations) => Promise<T>,
): Promise<T> {
  const migrations = openMigrations(surroundings, options);
  try {
    return await use(migrations);
  } finally {
    await migrations.close();
  }
}

function openMigrations(surroundings: Surroundings, options: DatabaseOptions): Migrations {
  const place = databasePlace(surroundings, options);
  const names = place.prefix === undefined ? {} : { prefix: place.prefix };
  switch (place.kind) {
    case "sqlite":
      return sqliteMigrations(place.path, names);
    case "postgres": {
      const schema = place.schema === undefined ? {} : { schema: place.schema };
      return postgresMigrations({ url: place.url, ...names, ...schema });
    }
  }
}
