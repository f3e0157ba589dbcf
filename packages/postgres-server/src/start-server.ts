import { existsSync } from "node:fs";
import { join } from "node:path";
import { emptyCluster } from "./cluster.ts";
import { makeCluster } from "./make-cluster.ts";
import { firstStart, PostgresServer } from "./postgres-server.ts";
import type { PostgresVersion } from "./postgres-version.ts";
import type { Settings } from "./postmaster.ts";

export interface ServerOptions {
  /** Default: 18. */
  readonly version?: PostgresVersion;
  /** Of `postgresql.conf`, over those that every server of tests has. */
  readonly settings?: Settings;
  /** Where its files are, or shall be: on a small disk, say. `stop` leaves them. Default: a folder that goes with it. */
  readonly dataDir?: string;
}

/**
 * Starts a real server on a free port of the loopback, in about a second; also as root, where it runs as `nobody`.
 * Whoever starts it stops it, in `afterAll`, say; where this process ends first, the server ends with it.
 *
 * @throws Error with what the server said
 */
export async function startServer(options: ServerOptions = {}): Promise<PostgresServer> {
  const cluster = await emptyCluster(options.version ?? 18, options.dataDir);
  try {
    if (!existsSync(join(cluster.dataDir, "PG_VERSION"))) await makeCluster(cluster);
    return new PostgresServer(await firstStart(cluster, options.settings ?? {}));
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}
