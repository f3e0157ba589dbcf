import { binariesOf } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { forgetSharedMemory } from "./forget-shared-memory.ts";
import { freePort } from "./free-port.ts";
import { PASSWORD, SUPERUSER } from "./make-cluster.ts";
import type { PostgresVersion } from "./postgres-version.ts";
import { Postmaster, type Settings } from "./postmaster.ts";

/** Loopback only, and nothing of it must outlast a power cut; what a killed server leaves is in its own folder. */
const ALWAYS: Settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: false,
  max_connections: 200,
  dynamic_shared_memory_type: "mmap",
};

/** Where another process took the port between the look and the start, the next attempt has another. */
const PORT_ATTEMPTS = 5;

/** A server that has been started once. */
export interface Started {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly postmaster: Postmaster;
}

/** A server of the test's own, which it may treat as badly as it likes. It keeps its port for as long as it lives. */
export class PostgresServer {
  readonly version: PostgresVersion;
  readonly dataDir: string;
  readonly settings: Settings;
  readonly port: number;
  /** The superuser's, for the database `postgres`. */
  readonly url: string;
  readonly #cluster: Cluster;
  #postmaster: Postmaster;
  #earlierLog = "";

  /** For `startServer` and `startReplica`. */
  constructor({ cluster, settings, postmaster }: Started) {
    this.version = cluster.version;
    this.dataDir = cluster.dataDir;
    this.settings = settings;
    this.port = Number(settings["port"]);
    this.url = `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${this.port}/postgres`;
    this.#cluster = cluster;
    this.#postmaster = postmaster;
  }

  /** What it has said since it was first started. */
  get log(): string {
    return this.#earlierLog + this.#postmaster.log;
  }

  get isRunning(): boolean {
    return this.#postmaster.isRunning;
  }

  /** Ends it for good, in order if it runs, and removes its files, unless their folder was given. */
  async stop(): Promise<void> {
    if (this.isRunning) await this.#postmaster.stop();
    await forgetSharedMemory(this.dataDir, this.#postmaster.pid);
    await this.#cluster.remove();
  }

  /** `SIGKILL` to all its processes at one moment: nothing is written or said any more, and the files stay. */
  kill(): Promise<void> {
    return this.#postmaster.kill();
  }

  /** Runs it again on the files that are there, under the same URL: after `kill`, it recovers first. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    this.#earlierLog = this.log;
    this.#postmaster = await run(this.#cluster, this.settings);
  }

  /** Ends it in order, until `start`: clients are told that they are disconnected, and why. The files stay. */
  async halt(): Promise<void> {
    if (this.isRunning) await this.#postmaster.stop();
  }

  /** `halt`, then `start`. */
  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** `kill`, then `start`. */
  async crash(): Promise<void> {
    await this.kill();
    await this.start();
  }
}

/** Starts what is in the cluster, on a port that it finds. Fails with what the server said. */
export async function firstStart(cluster: Cluster, settings: Settings): Promise<Started> {
  for (let attempt = 1; ; attempt++) {
    const all = { ...ALWAYS, ...settings, port: await freePort() };
    try {
      return { cluster, settings: all, postmaster: await run(cluster, all) };
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || !String(error).includes("Address already in use")) throw error;
    }
  }
}

async function run({ version, dataDir, will }: Cluster, settings: Settings): Promise<Postmaster> {
  const { postgres } = await binariesOf(version);
  const running = Postmaster.spawn({ program: postgres, dataDir, settings });
  will.note(String(running.pid));
  void running.ended.then(() => will.note("none"));
  await running.ready();
  return running;
}
