import type { Database, Statement } from "better-sqlite3";

/** Everything that was ever opened, with its statements. Nothing is taken out: see `keepAlive`. */
const kept: { readonly client: Database; readonly statements: ReadonlyMap<string, Statement> }[] = [];

/**
 * Keeps the connection and its statements from the garbage collector until the process ends.
 *
 * Why: since 24.19 Node registers a clean-up hook for each wrapped native object, and aborts the process when one of
 * them is collected while no JavaScript runs. better-sqlite3 12 wraps its connections and statements that way; 13 does
 * not, and needs Node 22. Cost: a statement for each text, where one text is prepared once for a connection; what a
 * closed connection leaves behind is a few dozen empty wrappers.
 */
export function keepAlive(client: Database): Database {
  const statements = new Map<string, Statement>();
  kept.push({ client, statements });
  const prepare = client.prepare.bind(client);
  // Why assigned: drizzle, too, prepares through the connection.
  client.prepare = ((text: string) => {
    let statement = statements.get(text);
    if (statement === undefined) statements.set(text, (statement = prepare(text)));
    return statement;
  }) as typeof client.prepare;
  return client;
}

/** Runs a pragma by a statement that is kept: `Database.pragma` leaves one behind at each call. */
export function pragma(client: Database, text: string): void {
  const statement = client.prepare(`pragma ${text}`);
  if (statement.reader) statement.get();
  else statement.run();
}
