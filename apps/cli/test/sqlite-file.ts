import { createRequire } from "node:module";

interface Client {
  exec(sql: string): unknown;
  close(): void;
}

/** SQLite as the adapter has it: to do to a database what no command of relata does. */
const Database = createRequire(new URL("../../../packages/sqlite/package.json", import.meta.url))("better-sqlite3") as {
  new (path: string): Client;
};

export function alterDatabase(path: string, sql: string): void {
  const client = new Database(path);
  client.exec(sql);
  client.close();
}
