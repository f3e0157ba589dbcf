import { createRelata, type Relata } from "@relata/core";
import { withSystem, type KeyEncryptionKey } from "@relata/keys";
import { Failure } from "@relata/model";
import { createApp } from "./create-app.ts";
import { createServer, type KeyedServer } from "./create-server.ts";
import { openKeys, openStore, type Database } from "./database.ts";
import { encryptionFile } from "./encryption-file.ts";
import { firstKey } from "./first-key.ts";
import type { KeySettings } from "./key-settings.ts";
import { bind, type Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import type { HouseOptions } from "./open-house.ts";
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
  const { modelPath, database, host, port, keys, limits } = settings;
  const { listening, memory, ...most } = limits;
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
      // What names none, as questions of AuthZEN do, has these too.
      budget: most.requestLimits.budget,
      deadlineMs: most.requestLimits.deadlineMs,
      resident: memory.residentMib > 0 && { maxBytes: memory.residentMib * 2 ** 20 },
    });
    closing.push(() => relata.close());
    // Why before the rest: tokens say the address at which they were made.
    const bound = await bind({ host, port, ...listening });
    closing.push(() => bound.close());
    const trace = { storeCalls: settings.logLevel === "debug" };
    const told = { ...most, log, trace, ...(onAnswered !== undefined && { onAnswered }) };
    if (keys === undefined) {
      const open = createApp({ relata, isLocal: true, ...told });
      closing.splice(-1, 0, () => open.close());
      bound.serve(open.app);
      return { url: bound.url, close };
    }
    const issuer = keys.issuer ?? `http://${host.includes(":") ? `[${host}]` : host}:${bound.port}`;
    const { knownKeys } = memory;
    const server = await keyed({ database, keys: { ...keys, issuer, knownKeys } }, relata, told);
    // Requests are answered until the address is given up.
    closing.splice(-1, 0, () => server.close());
    const first = await firstKey(server.keys);
    bound.serve(server.app);
    return { url: bound.url, close, ...(first !== undefined && { firstSecret: first.secret.reveal() }) };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Keyed {
  readonly database: Database;
  readonly keys: KeySettings & { readonly issuer: string; readonly knownKeys: number };
}

async function keyed({ database, keys }: Keyed, relata: Relata, told: HouseOptions): Promise<KeyedServer> {
  const { issuer, audiences, encryption, ...rest } = keys;
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
