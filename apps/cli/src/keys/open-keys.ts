import {
  APP_VARIABLE,
  createKeys,
  misnamedVariables,
  PEPPERS_FORM,
  PEPPERS_VARIABLE,
  readPeppers,
  withSystem,
  type Keys,
  type KeyStore,
  type Peppers,
} from "@relata/keys";
import { postgresKeys } from "@relata/keys/postgres";
import { sqliteKeys } from "@relata/keys/sqlite";
import { modelFor } from "../applied-model.ts";
import type { DatabaseOptions } from "../database/database-options.ts";
import { databasePlace } from "../database/database-place.ts";
import { engine, withStore, type HowToOpen } from "../open-store.ts";
import type { Surroundings } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

/** Where keys are, as commander leaves it. */
export interface KeysPlace extends DatabaseOptions {
  readonly model?: string;
  readonly app?: string;
}

/**
 * Opens the keys of a database, uses them, and closes them however that ends. Keys of all environments are accepted, because an
 * operator looks after all of them.
 *
 * @throws Failure, CommanderError as the model, the store and the keys have
 */
export async function withKeys<T>(
  surroundings: Surroundings,
  options: KeysPlace,
  use: (keys: Keys) => Promise<T>,
  how: HowToOpen = {},
): Promise<T> {
  const peppers = peppersOf(surroundings.env);
  return withStore(
    surroundings,
    options,
    async (store) => {
      const model = withSystem(await modelFor(surroundings, options, store));
      const relata = await engine(surroundings, model, store);
      // Why asked first: it makes or checks the engine's own tables, before those of keys are made beside them.
      await relata.token();
      const tables = openTables(surroundings, options, how);
      const { clock, env } = surroundings;
      const { app = env[APP_VARIABLE] } = options;
      const keys = createKeys({
        relata,
        store: options.store === undefined ? tables : tables.store(options.store),
        clock,
        environments: ["live", "test"],
        ...(app !== undefined && { app }),
        ...(peppers !== undefined && { peppers }),
      });
      try {
        return await use(keys);
      } finally {
        await keys.flush();
        await tables.close();
      }
    },
    how,
  );
}

function openTables(surroundings: Surroundings, options: KeysPlace, { make = false }: HowToOpen): KeyStore {
  const place = databasePlace(surroundings, options);
  const named = {
    migrate: make ? "auto" : "never",
    ...(place.prefix !== undefined && { prefix: place.prefix }),
  } as const;
  switch (place.kind) {
    case "sqlite":
      return sqliteKeys(place.path, named);
    case "postgres":
      return postgresKeys({
        ...named,
        url: place.url,
        poolSize: 2,
        ...(place.schema !== undefined && { schema: place.schema }),
      });
  }
}

/** What hashes keys, as the environment says it. @throws CommanderError where it says it in another way; it is a secret */
function peppersOf(env: Surroundings["env"]): Peppers | undefined {
  const [misnamed] = misnamedVariables(env);
  if (misnamed !== undefined) throw usageError(misnamed);
  const text = env[PEPPERS_VARIABLE] ?? "";
  if (text === "") return undefined;
  const peppers = readPeppers(text);
  if (peppers === undefined) throw usageError(`\`${PEPPERS_VARIABLE}\` ${PEPPERS_FORM}`);
  return peppers;
}
