import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyCluster, type Cluster } from "./cluster.ts";
import { copyCluster } from "./copy-cluster.ts";
import { PASSWORD, SUPERUSER } from "./make-cluster.ts";
import { asking, PostgresReplica } from "./postgres-replica.ts";
import { firstStart, type PostgresServer } from "./postgres-server.ts";
import type { Settings } from "./postmaster.ts";
import { giveTo, serverUser } from "./server-user.ts";

/**
 * Starts a streaming standby of a server that runs: a backup of its files, on which the standby follows its log. It has the
 * settings of the primary, then those that are given. Whoever starts it stops it, before or after the primary.
 *
 * Why by hand: `pg_basebackup` does not come with the binaries.
 *
 * @throws Error with what the server said
 */
export async function startReplica(primary: PostgresServer, settings: Settings = {}): Promise<PostgresReplica> {
  const cluster = await emptyCluster(primary.version);
  try {
    await backUp(primary, cluster);
    const following: Settings = {
      ...primary.settings,
      primary_conninfo: `host=127.0.0.1 port=${primary.port} user=${SUPERUSER} password=${PASSWORD}`,
      // It asks again soon after the primary was away; without, after five seconds.
      wal_retrieve_retry_interval: "50ms",
      ...settings,
    };
    return new PostgresReplica(await firstStart(cluster, following), primary);
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

/** A backup of the primary's files in the cluster, which says that it is a standby's. */
async function backUp(primary: PostgresServer, { dataDir }: Cluster): Promise<void> {
  const user = serverUser();
  const label = await asking(primary.url, async (client) => {
    // The primary keeps its log for a replica that is away for a while, or is copied slowly.
    await client`alter system set wal_keep_size = '1GB'`;
    await client`select pg_reload_conf()`;
    await client`select pg_backup_start('replica', fast => true)`;
    await copyCluster(primary.dataDir, dataDir, user);
    const [row] = await client<
      { labelfile: string }[]
    >`select labelfile from pg_backup_stop(wait_for_archive => false)`;
    return String(row?.labelfile);
  });
  for (const [name, text] of [
    ["backup_label", label],
    ["standby.signal", ""],
  ] as const) {
    await writeFile(join(dataDir, name), text);
    await giveTo(user, join(dataDir, name));
  }
}
