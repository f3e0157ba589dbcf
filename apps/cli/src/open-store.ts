import { createRelata, type Model, type Relata, type Store } from "@relata/core";
import { postgres } from "@relata/postgres";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { modelFor } from "./applied-model.ts";
import type { DatabaseOptions } from "./database/database-options.ts";
import { databasePlace, givenDatabase, requireThere } from "./database/database-place.ts";
import { loadModel } from "./load-model.ts";
import { readFacts } from "./read-facts.ts";
import type { Surroundings } from "./surroundings.ts";
import { usageError } from "./usage-error.ts";

/** Where the tuples are that a question is asked over: in files of facts, or in one database. */
export interface StoreOptions extends DatabaseOptions {
  readonly tuples: readonly string[];
}

export interface HowToOpen {
  /** Whether a database that is not there, and tables that it lacks, are made. */
  readonly make?: boolean;
}

/**
 * Opens the engine that the options describe, uses it, and closes it however that ends.
 *
 * @throws Failure, CommanderError as the model, the store and the question have
 */
export async function withRelata<T>(
  surroundings: Surroundings,
  options: StoreOptions & { readonly model?: string },
  use: (relata: Relata) => Promise<T>,
): Promise<T> {
  if (isOverFiles(surroundings, options)) {
    const model = loadModel(surroundings, options.model);
    return use(await engine(surroundings, model, await storeOfFacts(surroundings, model, options.tuples)));
  }
  return withStore(surroundings, options, async (store) =>
    use(await engine(surroundings, await modelFor(surroundings, options, store), store)),
  );
}

/** @throws CommanderError where neither files nor a database are given, or both */
export function isOverFiles(surroundings: Surroundings, { tuples, ...options }: StoreOptions): boolean {
  const isOverStore = options.db !== undefined || options.store !== undefined;
  if (isOverStore && tuples.length > 0) throw usageError("give --tuples or --db, not both: one store is asked");
  if (tuples.length > 0) return true;
  if (givenDatabase(surroundings, options) !== undefined) return false;
  throw usageError("where are the tuples? give --tuples FILE or --db DATABASE");
}

/**
 * Opens the store that the options name, uses it, and closes it however that ends.
 *
 * @throws Failure as `openDatabase`, and `invalid_store`
 */
export async function withStore<T>(
  surroundings: Surroundings,
  options: DatabaseOptions,
  use: (store: Store) => Promise<T>,
  how?: HowToOpen,
): Promise<T> {
  const database = openDatabase(surroundings, options, how);
  try {
    return await use(options.store === undefined ? database : database.stores.open(options.store));
  } finally {
    await database.close();
  }
}

/** An engine that forgets no history by itself: `relata gc` does. */
export async function engine({ clock }: Surroundings, model: Model, store: Store): Promise<Relata> {
  return createRelata({ model, store, clock, history: { automatic: false } });
}

/**
 * Opens a database. Tables are made only where that is asked for: under a mistyped path, schema or prefix, new and empty
 * ones would deny everything.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`, `store_outdated`; CommanderError as `databasePlace`
 */
function openDatabase(surroundings: Surroundings, options: DatabaseOptions, { make = false }: HowToOpen = {}): Store {
  const place = databasePlace(surroundings, options);
  if (!make) requireThere(place);
  const { clock } = surroundings;
  const settings = {
    clock,
    migrate: make ? "auto" : "never",
    ...(place.prefix !== undefined && { prefix: place.prefix }),
  } as const;
  switch (place.kind) {
    case "sqlite":
      return sqlite(place.path, settings);
    case "postgres":
      return postgres({
        ...settings,
        url: place.url,
        poolSize: POOL_SIZE,
        ...(place.schema !== undefined && { schema: place.schema }),
      });
  }
}

/** A command asks one thing after the other. */
const POOL_SIZE = 2;

async function storeOfFacts(surroundings: Surroundings, model: Model, tuples: readonly string[]): Promise<Store> {
  const store = memoryStore();
  // Why written, and not given to begin with: a tuple that stands in two files is refused, as a write refuses it.
  const facts = await readFacts(surroundings, model, tuples);
  store.write({ touch: facts.tuples, attributes: facts.attributes });
  return store;
}
