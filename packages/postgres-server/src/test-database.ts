import { randomBytes } from "node:crypto";
import postgresJs, { type Sql } from "postgres";
import { afterAll, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which databases may be made. */
    readonly serverUrl: string;
  }
}

/** A database of the test file's own. */
export interface TestDatabase {
  readonly url: string;
  /** A client beside the store's, as another application would have. */
  readonly client: Sql;
}

/**
 * Makes the database on the server of the whole run, or on the one that is given, and drops it after the test file, with
 * whoever is still connected.
 */
export async function testDatabase(serverUrl: string = inject("serverUrl")): Promise<TestDatabase> {
  const name = `relata_test_${randomBytes(6).toString("hex")}`;
  const admin = postgresJs(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} encoding 'UTF8' template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const client = postgresJs(url.href, { max: 2, onnotice: () => undefined });
  afterAll(async () => {
    await client.end({ timeout: 5 });
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end({ timeout: 5 });
    // Why so long: a database of many schemas has many files, and the disk may be a busy one.
  }, 60_000);
  return { url: url.href, client };
}
