import { createRelata, type Relata } from "@relata/core";
import { withSystem, type KeyEncryptionKey } from "@relata/keys";
import { Failure } from "@relata/model";
import { createApp } from "./create-app.ts";
import { createServer, type KeyedServer, type ServerOptions } from "./create-server.ts";
import { openKeys, openStore, type Database } from "./database.ts";
import { encryptionFile } from "./encryption-file.ts";
import { firstKey } from "./first-key.ts";
import type { KeySettings } from "./key-settings.ts";
import { listen, type Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
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
export async function start(settings: Settings, log: Log, onAnswered?: Observer): Promise<Started> {
  const { modelPath, database, host, port, keys } = settings;
  const { model, warnings } = readModelFile(modelPath);
  for (const { code, message, span } of warnings) log(`${span.path}:${span.line}:${span.column}: ${message} (${code})`);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const relata: Relata = await createRelata({
      model: keys === undefined ? model : withSystem(model),
      store: openStore(database),
    });
    closing.push(() => relata.close());
    const server =
      keys === undefined
        ? undefined
        : await keyed({ ...settings, keys }, relata, {
            log,
            trace: { storeCalls: settings.logLevel === "debug" },
            ...(onAnswered !== undefined && { onAnswered }),
          });
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

async function keyed(
  { database, host, port, keys }: Settings & { readonly keys: KeySettings },
  relata: Relata,
  told: Pick<ServerOptions, "log" | "onAnswered" | "trace">,
): Promise<KeyedServer> {
  const { issuer = `http://${host}:${port}`, audiences, encryption, ...rest } = keys;
  const issuing = { issuer, audiences, encryption: encryption ?? [besides(database)] };
  const opened = openKeys(database);
  try {
    return await createServer({ ...rest, ...opened, relata, issuer: issuing, ...told });
  } catch (error) {
    await opened.keyStore.close();
    throw error;
  }
}

/** @throws Failure `invalid_settings` where no file is beside the database */
function besides(database: Database): KeyEncryptionKey {
  if (database.kind === "sqlite") return encryptionFile(`${database.path}.key`);
  throw new Failure("invalid_settings", "the servers of one PostgreSQL share `RELATA_ENCRYPTION_KEYS`: it is not set");
}
