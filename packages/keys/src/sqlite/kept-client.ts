import Database, { type Database as Client, type Statement } from "better-sqlite3";

/** Every connection that was ever opened, with its statements. Nothing is taken out: see `keptClient`. */
const kept: Client[] = [];

/**
 * A connection whose statements are prepared once for each text. It and they stay until the process ends.
 *
 * Why: since 24.19 Node aborts the process when a wrapped native object is collected while no JavaScript runs, and better-sqlite3 12
 * wraps connections and statements that way (decision 5). Who counts limits prepares anew for each request. `pragma` leaves a statement
 * behind at each call: use `exec`.
 */
export function keptClient(path: string, timeout: number): Client {
  const client = new Database(path, { timeout });
  const prepare = client.prepare.bind(client);
  const statements = new Map<string, Statement>();
  const prepareOnce = (text: string): Statement => {
    const known = statements.get(text) ?? prepare(text);
    statements.set(text, known);
    return known;
  };
  client.prepare = prepareOnce as Client["prepare"];
  kept.push(client);
  return client;
}
