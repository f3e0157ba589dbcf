import type { Relata } from "@relata/core";
import type { SqliteStore } from "@relata/sqlite";
import { eq } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Authz } from "./authz.gen.ts";

export const documents = sqliteTable("documents", { id: text("id").primaryKey(), title: text("title").notNull() });

/** The application: its own database, which is also where its permissions are. */
export interface App {
  readonly db: BetterSQLite3Database;
  readonly relata: Relata<Authz, SqliteStore>;
}

/** A new document belongs to whoever made it: the row and the tuple are there together, or neither is. */
export function createDocument({ db, relata }: App, { id, title, owner }: NewDocument): void {
  db.transaction((tx) => {
    tx.insert(documents).values({ id, title }).run();
    // No await: on this driver everything in a transaction is done at once.
    relata.in(tx).write([{ object: `document:${id}`, relation: "owner", subject: `user:${owner}` }]);
  });
}

/** Asked and done in one transaction: nobody can take the right away in between. */
export function deleteDocument({ db, relata }: App, id: string, user: string): boolean {
  return db.transaction(
    (tx) => {
      const inside = relata.in(tx);
      if (!inside.can(`user:${user}`, "delete", `document:${id}`)) return false;
      tx.delete(documents).where(eq(documents.id, id)).run();
      inside.write({ delete: [{ object: `document:${id}`, relation: "owner", subject: `user:${user}` }] });
      return true;
    },
    { behavior: "immediate" },
  );
}

/** What a document is made of. */
export interface NewDocument {
  readonly id: string;
  readonly title: string;
  /** The id of a user. */
  readonly owner: string;
}
