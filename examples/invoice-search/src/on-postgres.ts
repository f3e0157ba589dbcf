import type { Relata } from "@relata/core";
import { authorized } from "@relata/drizzle";
import type { PostgresStore } from "@relata/postgres";
import { and, desc, eq, lt } from "drizzle-orm";
import { doublePrecision, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Authz } from "./authz.gen.ts";
import { PAGE_SIZE, type InvoicePermission, type Invoices } from "./invoices.ts";

export const folders = pgTable("folders", { id: text("id").primaryKey(), name: text("name").notNull() });

export const invoices = pgTable("invoices", {
  id: integer("id").primaryKey(),
  folder: text("folder").notNull(),
  amount: doublePrecision("amount").notNull(),
  status: text("status").notNull(),
});

const attributes = { amount: invoices.amount, status: invoices.status };

const may = (user: string, permission: InvoicePermission) => ({
  subject: { type: "user" as const, id: user },
  permission,
  type: "invoice" as const,
  attributes,
});

/** The invoices in a PostgreSQL database, which is where the permissions are too. */
export function invoicesOnPostgres(db: PostgresJsDatabase, relata: Relata<Authz, PostgresStore>): Invoices {
  const authz = authorized(relata, db);
  for (const permission of ["view", "edit", "approve"] as const) authz.require("invoice", permission);
  const visible = (user: string, permission: InvoicePermission) => authz.visible(invoices.id, may(user, permission));
  const id = { id: invoices.id };
  return {
    async list(user, permission, below) {
      const page = await db
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
      return { invoices: page, ...(await authz.countVisible(invoices.id, may(user, permission), { most: 100 })) };
    },
    async setAmount(user, invoice, amount) {
      const change = db.update(invoices).set({ amount });
      const changed = await change.where(and(eq(invoices.id, invoice), await visible(user, "edit"))).returning(id);
      return changed.length > 0;
    },
    async remove(user, invoice) {
      const isOwn = await visible(user, "edit");
      return (
        (
          await db
            .delete(invoices)
            .where(and(eq(invoices.id, invoice), isOwn))
            .returning(id)
        ).length > 0
      );
    },
  };
}
