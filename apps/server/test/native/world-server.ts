import { createRelata, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import type { JsonObject, Model, ObjectRef, Tuple } from "@relata/model";
import { createServer } from "@relata/server";
import { newStores, type DatabaseName } from "../databases.ts";
import { declared, type Answered } from "./native-situation.ts";

const ADMIN = "an-administrator-of-the-environment-000";

export interface WorldServer {
  readonly relata: Relata;
  /** A request of an administrator, whose answer is what its route declares. */
  readonly post: (path: string, body: unknown) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

export interface World {
  readonly model: Model;
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly { readonly object: ObjectRef; readonly values: JsonObject }[];
}

/**
 * Servers over worlds: each a store of its own in one database, so that tables are made once. What the models lack of what keys need
 * is added; it changes no answer about the rest. Written to beneath the façade: worlds also hold tuples that are not admitted.
 */
export function worldServers(database?: DatabaseName): (world: World) => Promise<WorldServer> {
  const open = newStores(database);
  return async ({ model, tuples, attributes }) => {
    const { store, keyStore } = open();
    await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
    const relata: Relata = await createRelata({ model: withSystem(withTypes(model)), store });
    const server = await createServer({ relata, keyStore, environment: { admin: ADMIN } });
    return {
      relata,
      post: async (path, body) => {
        const headers = { "x-api-key": ADMIN, "content-type": "application/json" };
        const response = await server.app.request(path, { method: "POST", headers, body: JSON.stringify(body) });
        return declared(server.app, "POST", path, response);
      },
      close: () => server.close(),
    };
  };
}

function withTypes(model: Model): Model {
  const lacking = ["apikey", "user"].filter((needed) => !model.types.some(({ name }) => name === needed));
  const types = lacking.map((name) => ({ name, attributes: [], relations: [], permissions: [] }));
  return { ...model, types: [...model.types, ...types].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
