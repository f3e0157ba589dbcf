import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createSocket, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createRelata, parseFacts, readModel } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { indexModel } from "@relata/model";
import { createServer, listen } from "@relata/server";
import { sqlite } from "@relata/sqlite";

export interface OwnServer {
  readonly url: string;
  readonly key: string;
  readonly close: () => Promise<void>;
}

/** Serves the model and the facts of a folder on a port of this machine, until it is closed. */
export async function ownServer(example: string): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), "relata-authzen-"));
  const file = join(folder, "authz.db");
  const model = withSystem(readModel(readFileSync(join(example, "authz.relata"), "utf8")).model);
  const relata = await createRelata({ model, store: sqlite(file) });
  const facts = join(example, "facts.txt");
  const { tuples, attributes } = parseFacts(indexModel(model), readFileSync(facts, "utf8"), facts);
  await relata.write({ touch: tuples, attributes });
  const [port, key] = [await freePort(), randomBytes(32).toString("hex")];
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(file),
    environment: { admin: key },
    issuer: { issuer: `http://127.0.0.1:${port}`, audiences: ["authzen"], encryption: "plain", algorithm: "ES256" },
  });
  const listening = await listen({ app: server.app, host: "127.0.0.1", port });
  return {
    url: listening.url,
    key,
    close: async () => {
      await listening.close();
      await server.close();
      await relata.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Why not 0: the server says its address in its metadata, and so has to know it before it listens. */
async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.listen(0, "127.0.0.1", resolve);
  });
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
