import type { Relata } from "@relata/core";
import { authorized } from "@relata/drizzle";
import type { SqliteStore } from "@relata/sqlite";
import { and, desc, eq, lt } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Authz } from "./authz.gen.ts";
import { PAGE_SIZE, type InvoicePermission, type Invoices } from "./invoices.ts";

export const folders = sqliteTable("folders", { id: text("id").primaryKey(), name: text("name").notNull() });

export const invoices = sqliteTable("invoices", {
  id: integer("id").primaryKey(),
  folder: text("folder").notNull(),
  amount: real("amount").notNull(),
  status: text("status").notNull(),
});

const attributes = { amount: invoices.amount, status: invoices.status };

const may = (user: string, permission: InvoicePermission) => ({
  subject: { type: "user" as const, id: user },
  permission,
  type: "invoice" as const,
  attributes,
});

/** The invoices in a SQLite file, which is where the permissions are too. */
export function invoicesOnSqlite(db: BetterSQLite3Database, relata: Relata<Authz, SqliteStore>): Invoices {
  const authz = authorized(relata, db);
  // What could not be asked in SQL is said when the application starts.
  for (const permission of ["view", "edit", "approve"] as const) authz.require("invoice", permission);
  const visible = (user: string, permission: InvoicePermission) => authz.visible(invoices.id, may(user, permission));
  return {
    async list(user, permission, below) {
      const page = db
        .select({
          id: invoices.id,
          folder: invoices.folder,
          amount: invoices.amount,
          status: invoices.status,
          folderName: folders.name,
        })
        .from(invoices)
        .innerJoin(folders, eq(folders.id, invoices.folder))
        .where(and(await visible(user, permission), below === undefined ? undefined : lt(invoices.amount, below)))
        .orderBy(desc(invoices.amount))
        .limit(PAGE_SIZE);
      return { invoices: page.all(), ...(await authz.countVisible(invoices.id, may(user, permission), { most: 100 })) };
    },
    async setAmount(user, id, amount) {
      const change = db.update(invoices).set({ amount });
      return change.where(and(eq(invoices.id, id), await visible(user, "edit"))).run().changes > 0;
    },
    async remove(user, id) {
      const isOwn = await visible(user, "edit");
      return (
        db
          .delete(invoices)
          .where(and(eq(invoices.id, id), isOwn))
          .run().changes > 0
      );
    },
  };
}
