import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, listen } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { Hono } from "hono";

/** A server with keys on a SQLite file, and beside it, in the same process, a route of Hono that knows nothing. */
export interface Served {
  readonly url: string;
  /** Takes any JSON, at any path, and answers a decision. */
  readonly bareUrl: string;
  /** Of a key that may ask about anybody. */
  readonly secret: string;
  readonly close: () => Promise<void>;
}

const MODEL = `model 1
type user
type apikey
type group { relation member: user | apikey | group#member }
type document {
  relation viewer: user | apikey | group#member
  permission view = viewer
}
`;

/** So many documents, of which `user:ann` and the key may view those with even numbers, through a group. */
export const DOCUMENTS = 1_000;

export async function serve(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "relata-served-"));
  const file = join(folder, "authz.db");
  const model = withSystem(readModel(MODEL).model);
  const relata: Relata = await createRelata({ model, store: sqlite(file), resident: true });
  const server = await createServer({ relata, keyStore: sqliteKeys(file) });
  const tuples = ["system:root:main#reader", "group:eng#member"];
  const { secret } = await server.keys.create({ name: "benchmark", tuples });
  const even = Array.from({ length: DOCUMENTS / 2 }, (_, n) => `document:${2 * n}#viewer@group:eng#member`);
  await relata.write([...even, "group:eng#member@user:ann"]);
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
  const bare = new Hono();
  bare.post("*", async (c) => {
    await c.req.json();
    return c.json({ outcome: "allowed" });
  });
  const beside = createAdaptorServer({ fetch: bare.fetch });
  await new Promise<void>((resolve) => beside.listen(0, "127.0.0.1", resolve));
  const { port } = beside.address() as AddressInfo;
  return {
    url: listening.url,
    bareUrl: `http://127.0.0.1:${port}`,
    secret: secret.reveal(),
    close: async () => {
      await new Promise((resolve) => beside.close(resolve));
      await listening.close();
      await server.close();
      await relata.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
