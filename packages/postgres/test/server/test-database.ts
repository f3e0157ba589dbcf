import { randomBytes } from "node:crypto";
import postgresJs, { type Sql } from "postgres";
import { afterAll, inject } from "vitest";

/** A database of the test file's own. */
export interface TestDatabase {
  readonly url: string;
  /** A client beside the store's, as another application would have. */
  readonly client: Sql;
}

/** Makes the database, and drops it after the test file, with whoever is still connected. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("serverUrl");
  const name = `relata_test_${randomBytes(6).toString("hex")}`;
  const admin = postgresJs(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} encoding 'UTF8' template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = postgresJs(url.href, { max: 2, onnotice: () => undefined });
  afterAll(async () => {
    await client.end({ timeout: 5 });
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end({ timeout: 5 });
  });
  return { url: url.href, client };
}
