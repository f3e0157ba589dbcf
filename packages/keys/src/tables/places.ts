import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";

/** Where the tables are, and how their names begin. No schema in SQLite. */
export interface Place {
  readonly schema?: string;
  readonly prefix: string;
}

/** The tables as statements name them. */
export interface Places {
  readonly keys: SQL;
  readonly secrets: SQL;
  readonly audit: SQL;
  readonly signingKeys: SQL;
  readonly migrations: SQL;
}

/** How the names of tables begin, unless another prefix is given, and always in the migrations. */
export const DEFAULT_PREFIX = "relata_";

const PREFIX = /^[a-z_][a-z0-9_]{0,30}$/;

/** @throws Failure `store_unavailable` for a prefix that is none */
export function checkPlace({ prefix }: Place): void {
  if (PREFIX.test(prefix)) return;
  throw new Failure(
    "store_unavailable",
    `\`${prefix}\` cannot begin the names of tables: give small letters, digits and \`_\`, 31 at the most`,
  );
}

export function placesIn(place: Place): Places {
  const named = (name: string) => tableName(place, name);
  return {
    keys: named("keys"),
    secrets: named("secrets"),
    audit: named("audit"),
    signingKeys: named("signing_keys"),
    migrations: named("keys_migrations"),
  };
}

export function tableName({ schema, prefix }: Place, name: string): SQL {
  const table = sql.identifier(`${prefix}${name}`);
  return schema === undefined ? sql`${table}` : sql`${sql.identifier(schema)}.${table}`;
}
