/**
 * Real parts for tests of storage: servers of each version, standbys, wires and disks, all of which can fail as real ones do.
 * Only tests use this room.
 *
 * ```ts
 * const server = await startServer({ version: 15, settings: { deadlock_timeout: "100ms" } });
 * afterAll(() => server.stop());
 * const store = postgres(server.url);
 * await server.crash(); // killed, and started again under the same URL
 *
 * const replica = await startReplica(server);
 * afterAll(() => replica.stop());
 * await replica.pauseReplay(); // it lags from here on
 *
 * const proxy = await tcpProxy(server.url);
 * afterAll(() => proxy.close());
 * const distant = postgres(proxy.url);
 * proxy.cut(); // or stall(), refuse(), and resume(); turns counts journeys
 *
 * const disk = await smallDisk(96 * 1024 * 1024);
 * afterAll(() => disk?.remove());
 * test.skipIf(disk === undefined)(`… ${disk === undefined ? `(${NO_SMALL_DISK})` : ""}`, async () => {
 *   const server = await startServer({ dataDir: join(disk.folder, "data"), settings: { max_wal_size: "32MB" } });
 *   await disk.fill();
 * });
 * ```
 *
 * What needs no server of its own takes a database on the one of the whole run: `globalSetup` of the room's
 * vitest.config.ts names `packages/postgres-server/src/global-setup.ts`, and a test file calls `testDatabase` of
 * `@relata/postgres-server/test-database`. `RELATA_TEST_POSTGRES_URL` gives another server for that.
 */
export { PostgresReplica } from "./postgres-replica.ts";
export { PostgresServer } from "./postgres-server.ts";
export { POSTGRES_VERSIONS, type PostgresVersion } from "./postgres-version.ts";
export type { Settings } from "./postmaster.ts";
export { NO_SMALL_DISK, smallDisk, type SmallDisk } from "./small-disk.ts";
export { startReplica } from "./start-replica.ts";
export { startServer, type ServerOptions } from "./start-server.ts";
export { TcpProxy, tcpProxy } from "./tcp-proxy.ts";
