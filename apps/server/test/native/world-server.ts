import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import type { JsonObject, Model, ObjectRef, Tuple } from "@relata/model";
import { createServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { afterAll } from "vitest";
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
 * Servers over worlds: each a store of its own in one file, so that tables are made once. What the models lack of what keys need
 * is added; it changes no answer about the rest. Written to beneath the façade: worlds also hold tuples that are not admitted.
 */
export function worldServers(): (world: World) => Promise<WorldServer> {
  const folder = mkdtempSync(join(tmpdir(), "relata-worlds-"));
  const file = join(folder, "authz.db");
  const [engines, keys] = [sqlite(file), sqliteKeys(file)];
  afterAll(async () => {
    await keys.close();
    engines.close();
    rmSync(folder, { recursive: true });
  });
  let count = 0;
  return async ({ model, tuples, attributes }) => {
    const name = `w${count++}`;
    const store = engines.stores.open(name);
    await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
    const relata = (await createRelata({ model: withSystem(withTypes(model)), store })) as unknown as Relata;
    const server = await createServer({ relata, keyStore: keys.store(name), environment: { admin: ADMIN } });
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
