import { statSync } from "node:fs";
import { resolve } from "node:path";
import { createRelata, Failure, type Model, type Relata, type Store } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { modelFor } from "./applied-model.ts";
import { readFacts } from "./read-facts.ts";
import type { Surroundings } from "./surroundings.ts";
import { systemReason, usageError } from "./usage-error.ts";

/** Where the tuples are that a question is asked over: in files of facts, or in one database. */
export interface StoreOptions {
  readonly tuples: readonly string[];
  readonly db?: string;
}

/**
 * Opens the engine that the options describe, uses it, and closes it however that ends. The model is read first: a
 * mistake in it is told before anything is said of tuples.
 *
 * @throws Failure, CommanderError as the model, the store and the question have
 */
export async function withRelata<T>(
  surroundings: Surroundings,
  options: StoreOptions & { readonly model?: string },
  use: (relata: Relata) => Promise<T>,
): Promise<T> {
  const model = await modelFor(surroundings, options);
  const store = await openStore(surroundings, model, options);
  try {
    return await use(await createRelata({ model, store, clock: surroundings.clock }));
  } finally {
    await store.close();
  }
}

/** @throws CommanderError where neither or both are given; Failure as the facts and the database have */
async function openStore(surroundings: Surroundings, model: Model, { tuples, db }: StoreOptions): Promise<Store> {
  if (db !== undefined && tuples.length > 0) throw usageError("give --tuples or --db, not both: one store is asked");
  if (db !== undefined) return openDatabase(surroundings, db);
  if (tuples.length === 0) throw usageError("where are the tuples? give --tuples FILE or --db FILE");
  const store = memoryStore();
  // Why written, and not given to begin with: a tuple that stands in two files is refused, as an import refuses it.
  const facts = await readFacts(surroundings, model, tuples);
  store.write({ touch: facts.tuples, attributes: facts.attributes });
  return store;
}

/**
 * Opens a database to read it. SQLite makes what is not there, and a mistyped path would then deny everything: so the
 * file must be there, and hold something.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`
 */
export function openDatabase({ cwd }: Surroundings, path: string): Store {
  const absolute = resolve(cwd, path);
  let sizeBytes: number;
  try {
    sizeBytes = statSync(absolute).size;
  } catch (cause) {
    const hint = "`relata import` makes one";
    throw new Failure("store_unavailable", `no database at \`${path}\`: ${systemReason(cause)}; ${hint}`, { cause });
  }
  if (sizeBytes === 0) throw new Failure("store_unreadable", `\`${path}\` is an empty file, not a database of relata`);
  return sqlite(absolute);
}
