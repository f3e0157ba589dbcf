import type { Relata } from "@relata/core";
import type { PostgresStore } from "@relata/postgres";
import { eq } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Authz } from "./authz.gen.ts";
import type { NewDocument } from "./on-sqlite.ts";

export const documents = pgTable("documents", { id: text("id").primaryKey(), title: text("title").notNull() });

/** The application: its own database, which is also where its permissions are. */
export interface App {
  readonly db: PostgresJsDatabase;
  readonly relata: Relata<Authz, PostgresStore>;
}

/** A new document belongs to whoever made it: the row and the tuple are there together, or neither is. */
export async function createDocument({ db, relata }: App, { id, title, owner }: NewDocument): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(documents).values({ id, title });
    await relata.in(tx).write([{ object: `document:${id}`, relation: "owner", subject: `user:${owner}` }]);
  });
}

/**
 * Asked and done in one transaction, in which all questions see one state. Where somebody takes the right away meanwhile,
 * PostgreSQL refuses to serialize the two, and the application tries again.
 */
export async function deleteDocument({ db, relata }: App, id: string, user: string): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      const inside = relata.in(tx);
      if (!(await inside.can(`user:${user}`, "delete", `document:${id}`))) return false;
      await tx.delete(documents).where(eq(documents.id, id));
      await inside.write({ delete: [{ object: `document:${id}`, relation: "owner", subject: `user:${user}` }] });
      return true;
    },
    { isolationLevel: "repeatable read" },
  );
}
