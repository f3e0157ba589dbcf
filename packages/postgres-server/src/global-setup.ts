import type { TestProject } from "vitest/node";
import { POSTGRES_VERSIONS, type PostgresVersion } from "./postgres-version.ts";
import { startServer } from "./start-server.ts";

/**
 * For `globalSetup` of a room's vitest.config.ts: one server for the whole run, for `testDatabase`. It is the one that
 * `RELATA_TEST_POSTGRES_URL` names, or one of its own, of the version in `RELATA_TEST_POSTGRES_VERSION`, or of 18.
 */
export default async function globalSetup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const url = process.env["RELATA_TEST_POSTGRES_URL"] ?? "";
  if (url !== "") {
    project.provide("serverUrl", url);
    return undefined;
  }
  const server = await startServer({ version: versionFrom(process.env["RELATA_TEST_POSTGRES_VERSION"] ?? "") });
  project.provide("serverUrl", server.url);
  return () => server.stop();
}

function versionFrom(text: string): PostgresVersion {
  if (text === "") return 18;
  const version = POSTGRES_VERSIONS.find((one) => String(one) === text);
  if (version !== undefined) return version;
  throw new Error(`there is no version \`${text}\` to test on: take one of ${POSTGRES_VERSIONS.join(", ")}`);
}
