import { Failure } from "@relata/model";
import type { LiveStore } from "./live-store.ts";
import { rowsOf, type Database } from "./rows-of.ts";

/**
 * Refuses a `db` that is not on the database of the store: it would find the tuples of another, or none at all.
 *
 * @throws Failure `invalid_settings`; of the store, as it has them
 */
export async function requireSameDatabase({ live }: LiveStore, db: Database): Promise<void> {
  const [own, found] = [await live.ownDatabaseId(), await idOf(live, db)];
  if (found === own) return;
  throw new Failure("invalid_settings", `\`db\` is on another database than the store: ${GIVE}`);
}

const GIVE = "give `authorized` drizzle on the database that has the tables of this store, with the right to read them";

async function idOf({ databaseId }: LiveStore["live"], db: Database): Promise<unknown> {
  try {
    const [row] = await rowsOf<{ readonly id: unknown }>(db, databaseId);
    return row?.id;
  } catch (cause) {
    throw new Failure("invalid_settings", `\`db\` cannot read the tables of relata: ${GIVE}`, { cause });
  }
}
