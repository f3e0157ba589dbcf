import { testDatabase } from "@relata/postgres-server/test-database";
import { beforeAll } from "vitest";

/** The databases that every command works on, by name; each test takes a prefix of its own within. */
export const DATABASES = ["SQLite", "PostgreSQL"] as const;

/** What stands behind `--db`: a file of the world's folder, or the URL of a database of the test file's own. */
export function databases(): (name: (typeof DATABASES)[number]) => string {
  let url = "";
  beforeAll(async () => {
    ({ url } = await testDatabase());
  });
  return (name) => (name === "SQLite" ? "a.db" : url);
}

let tests = 0;

/** A prefix that no other test of the file has. */
export function newPrefix(): string {
  tests++;
  return `t${tests}_`;
}
