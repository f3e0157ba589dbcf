import type { TestProject } from "vitest/node";
import { startServer } from "./start-server.ts";

/**
 * For `globalSetup` of a room's vitest.config.ts: one server for the whole run, for `testDatabase`. It is the one that
 * `RELATA_TEST_POSTGRES_URL` names, or one of version 18 of its own.
 */
export default async function globalSetup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env["RELATA_TEST_POSTGRES_URL"];
  if (given !== undefined && given !== "") {
    project.provide("serverUrl", given);
    return undefined;
  }
  const server = await startServer();
  project.provide("serverUrl", server.url);
  return () => server.stop();
}
