import { setTimeout as sleep } from "node:timers/promises";
import { sqliteKeys } from "@relata/keys/sqlite";
import type { Excuse } from "./ledger.ts";
import type { World } from "./worlds.ts";

/** Something that goes wrong under load, and is mended. */
export interface Amiss {
  readonly what: string;
  /** What requests may be answered meanwhile. */
  readonly excuse: Excuse;
  /** Resolves when it is as it was. */
  readonly happen: (world: World, ms: number) => Promise<void>;
}

export const HALTED: Amiss = {
  what: "the database is halted",
  excuse: "503 store_unavailable",
  happen: async ({ postgres }, ms) => {
    await postgres?.halt();
    await sleep(ms);
    await postgres?.start();
  },
};

export const KILLED: Amiss = {
  what: "the database is killed",
  excuse: "503 store_unavailable",
  happen: async ({ postgres }, ms) => {
    await postgres?.kill();
    await sleep(ms);
    await postgres?.start();
  },
};

/** How long a write waits for the lock of another process. */
const BUSY_MS = 5_000;

export const LOCKED: Amiss = {
  what: "another process holds the file's lock",
  excuse: "503 store_unavailable",
  happen: async ({ path = "" }, ms) => {
    const other = sqliteKeys(path);
    // The servers hold it now and then.
    other.client.pragma("busy_timeout = 60000");
    other.client.exec("begin immediate");
    await sleep(BUSY_MS + ms);
    other.client.exec("rollback");
    await other.close();
  },
};

export const SERVER_KILLED: Amiss = {
  what: "a server is killed",
  excuse: "nobody",
  happen: async ({ servers: [server] }, ms) => {
    await server?.kill();
    await sleep(ms);
    await server?.startAgain();
  },
};
