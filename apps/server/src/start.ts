import { createRelata, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import type { Model } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { createApp } from "./create-app.ts";
import { createServer, type KeyedServer } from "./create-server.ts";
import { encryptionFile } from "./encryption-file.ts";
import { firstKey } from "./first-key.ts";
import type { KeySettings } from "./key-settings.ts";
import { listen, type Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import { readModelFile } from "./read-model-file.ts";
import type { Settings } from "./settings.ts";

export interface Started extends Listening {
  /** The secret of the first key, where this start made it: to be shown once. */
  readonly firstSecret?: string;
}

/**
 * The one place where a server is put together: model, store, engine, keys, application, socket. Closing it ends the requests
 * first and then the stores, so that none finds them closed. What could not be put together leaves nothing open.
 *
 * @throws Failure as `readModelFile`, `sqlite` and `createServer`; the error of the system where the address cannot be had
 */
export async function start(settings: Settings, log: Log): Promise<Started> {
  const { modelPath, databasePath, host, port, keys } = settings;
  const { model, warnings } = readModelFile(modelPath);
  for (const { code, message, span } of warnings) log(`${span.path}:${span.line}:${span.column}: ${message} (${code})`);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const relata = await opened(keys === undefined ? model : withSystem(model), databasePath);
    closing.push(() => relata.close());
    const server = keys === undefined ? undefined : await keyed({ ...settings, keys }, relata, log);
    if (server !== undefined) closing.push(() => server.close());
    const listening = await listen({ app: server?.app ?? createApp({ relata, log }), host, port });
    closing.push(() => listening.close());
    const first = server === undefined ? undefined : await firstKey(relata, server.keys);
    return { url: listening.url, close, ...(first !== undefined && { firstSecret: first.secret.reveal() }) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function opened(model: Model, databasePath: string): Promise<Relata> {
  return createRelata({ model, store: sqlite(databasePath) });
}

async function keyed(
  { databasePath, host, port, keys }: Settings & { readonly keys: KeySettings },
  relata: Relata,
  log: Log,
): Promise<KeyedServer> {
  const { issuer = `http://${host}:${port}`, audiences, encryption, ...rest } = keys;
  const issuing = { issuer, audiences, encryption: encryption ?? [encryptionFile(`${databasePath}.key`)] };
  const keyStore = sqliteKeys(databasePath);
  try {
    return await createServer({ ...rest, relata, keyStore, issuer: issuing, log });
  } catch (error) {
    await keyStore.close();
    throw error;
  }
}
