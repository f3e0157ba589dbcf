import { randomBytes } from "node:crypto";
import { startServer, type PostgresServer } from "@relata/postgres-server";
import { file } from "../situation.ts";
import { MODEL } from "./caller.ts";
import { ServerUnderLoad } from "./server-under-load.ts";

export const ADMIN = randomBytes(32).toString("hex");

/** Servers on one database. */
export interface World {
  readonly servers: readonly ServerUnderLoad[];
  /** Connections that a server may have to its database. */
  readonly toDatabase: number;
  /** A SQLite file. */
  readonly path?: string;
  readonly postgres?: PostgresServer;
  readonly close: () => Promise<void>;
}

/** Servers on one SQLite file. */
export async function onSqlite(instances: number): Promise<World> {
  const path = file();
  const servers = await starting(instances, { RELATA_DB: path });
  return { servers, path, toDatabase: 0, close: () => ending(servers) };
}

/** Servers on a PostgreSQL that is theirs alone. */
export async function onPostgres(instances: number): Promise<World> {
  const postgres = await startServer();
  const servers = await starting(instances, { RELATA_DATABASE_URL: postgres.url });
  const close = async () => {
    await ending(servers);
    await postgres.stop();
  };
  // The engine's ten and one that listens, and the five of the keys.
  return { servers, postgres, toDatabase: 16, close };
}

async function starting(instances: number, env: Record<string, string>): Promise<readonly ServerUnderLoad[]> {
  const all = {
    RELATA_MODEL: file(MODEL),
    RELATA_ENCRYPTION_KEYS: `1:${randomBytes(32).toString("base64url")}`,
    RELATA_ISSUER: "https://auth.example.com",
    RELATA_ADMIN_KEY: ADMIN,
    RELATA_LOG_JSON: "info",
    // Why so long: the machine may be a busy one, and how fast it is, is not what is tested.
    RELATA_MAX_DEADLINE_MS: "90000",
    ...env,
  };
  return Promise.all(Array.from({ length: instances }, () => ServerUnderLoad.start(all)));
}

async function ending(servers: readonly ServerUnderLoad[]): Promise<void> {
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
}
