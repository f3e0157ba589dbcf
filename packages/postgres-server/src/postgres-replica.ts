import { setTimeout as sleep } from "node:timers/promises";
import postgresJs, { type Sql } from "postgres";
import { PostgresServer, type Started } from "./postgres-server.ts";

/** A streaming standby, on which tests may read; how far it is behind is in the test's hand. */
export class PostgresReplica extends PostgresServer {
  readonly #primary: PostgresServer;

  /** For `startReplica`. */
  constructor(started: Started, primary: PostgresServer) {
    super(started);
    this.#primary = primary;
  }

  /** From here on the replica receives what is written, and does not show it: its snapshots stay where they are. */
  async pauseReplay(): Promise<void> {
    await asking(this.url, async (client) => {
      await client`select pg_wal_replay_pause()`;
      await until(async () => {
        const [row] = await client<{ state: string }[]>`select pg_get_wal_replay_pause_state() as state`;
        return row?.state === "paused";
      });
    });
  }

  /** It goes on, and catches up in its own time: see `caughtUp`. */
  async resumeReplay(): Promise<void> {
    await asking(this.url, (client) => client`select pg_wal_replay_resume()`);
  }

  /** Resolves when the replica shows all that the primary had written when this was called. */
  async caughtUp(): Promise<void> {
    const [row] = await asking(
      this.#primary.url,
      (primary) => primary<{ end: string }[]>`
      select pg_current_wal_lsn()::text as end`,
    );
    const end = String(row?.end);
    await asking(this.url, (client) =>
      until(async () => {
        const [seen] = await client<{ all: boolean }[]>`select pg_last_wal_replay_lsn() >= ${end}::pg_lsn as all`;
        return seen?.all === true;
      }),
    );
  }

  /** Makes it a primary of its own, which may be written to; the one that it followed knows nothing of it. */
  async promote(): Promise<void> {
    await asking(this.url, (client) => client`select pg_promote()`);
  }
}

const LIMIT_MS = 30_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > LIMIT_MS) throw new Error(`the replica is not there after ${LIMIT_MS} ms`);
    await sleep(5);
  }
}

/** Over one connection of its own. */
export async function asking<T>(url: string, ask: (client: Sql) => PromiseLike<T>): Promise<T> {
  const client = postgresJs(url, { max: 1, onnotice: () => undefined });
  try {
    return await ask(client);
  } finally {
    await client.end({ timeout: 0 });
  }
}
