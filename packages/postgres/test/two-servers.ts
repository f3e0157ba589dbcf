import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import type { PostgresOptions, PostgresStore } from "@relata/postgres";
import { startReplica, startServer, tcpProxy, type TcpProxy } from "@relata/postgres-server";
import { afterAll } from "vitest";
import { processOn } from "./engine-on.ts";

/* A server with one that follows it, for the test file that imports this; and processes that read from both. */

export const server = await startServer();
export const standby = await startReplica(server);
afterAll(async () => {
  await standby.stop();
  await server.stop();
}, 30_000);

/** Another process, which has no replicas. */
export const other = processOn({ url: server.url }).store;

export const viewer = (id: string): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id },
});

export const namesOf = async (store: PostgresStore, options?: Parameters<PostgresStore["contents"]>[0]) =>
  (await store.contents(options)).tuples.map(({ subject }) => subject.id);

export interface Both {
  readonly store: PostgresStore;
  readonly primary: TcpProxy;
  readonly replica: TcpProxy;
  /** Which of the two was asked meanwhile. */
  readonly asked: (call: () => Promise<unknown>) => Promise<readonly ("primary" | "replica")[]>;
}

/** A process that reads from the standby, too; its first read is behind it. */
export async function reading(options: Partial<PostgresOptions> = {}): Promise<Both> {
  const [primary, replica] = [await tcpProxy(server.url), await tcpProxy(standby.url)];
  // Whoever numbers in the background would be taken for a read.
  const { store } = processOn({ url: primary.url, replicas: [replica.url], isSequencer: false, ...options });
  afterAll(() => {
    primary.close();
    replica.close();
  });
  const asked = async (call: () => Promise<unknown>) => {
    const before = [primary.turns, replica.turns];
    await call();
    return (["primary", "replica"] as const).filter((_, i) => (i === 0 ? primary : replica).turns !== before[i]);
  };
  await store.contents();
  await sleep(100);
  return { store, primary, replica, asked };
}
