import type { Schema, Store } from "@relata/core";
import { Failure, indexModel } from "@relata/model";
import { KEY_TYPE } from "../system/system-text.ts";
import { Keys } from "./keys.ts";
import { Later } from "./later.ts";
import { settingsOf, type KeysOptions } from "./settings.ts";

/**
 * Keys over an engine and the tables beside its own.
 *
 * ```ts
 * const keys = createKeys({ relata, store: sqliteKeys("authz.db"), app: "acme" });
 * const { secret } = await keys.create({ name: "backup", tuples: ["volume:home#reader"] });
 * ```
 *
 * @throws Failure `invalid_key` for an option that cannot be, `invalid_model` where the model lacks the reserved types,
 * `invalid_store` where keys of one store stand beside the engine of another
 */
export function createKeys<S extends Schema, Db extends Store>(options: KeysOptions<S, Db>): Keys {
  const settings = settingsOf(options);
  if (!indexModel(settings.relata.model).types.has(KEY_TYPE)) {
    throw new Failure("invalid_model", "the model lacks the types of keys: make the engine with `withSystem(model)`");
  }
  const { relata, store } = settings;
  if (relata.storeName !== store.name) {
    const message = `the engine is over the store \`${relata.storeName}\`, and these are the keys of \`${store.name}\``;
    throw new Failure("invalid_store", `${message}: give \`keyStore.store("${relata.storeName}")\``);
  }
  const { noteWithinMs: withinMs = 1_000, onError = () => undefined } = options;
  return new Keys(settings, new Later(settings.store, { withinMs, onError }));
}
