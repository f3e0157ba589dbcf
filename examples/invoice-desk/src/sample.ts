import type { Relata } from "@relata/core";
import type { Authz } from "./authz.gen.ts";
import type { Invoices } from "./invoices.ts";

/** What there is to begin with: Ann owns a draft, and approves what the clerks do. */
export async function addSample(relata: Relata<Authz>, invoices: Invoices): Promise<void> {
  invoices.add({ id: "lamp", title: "A lamp", amount: 900, status: "draft" });
  invoices.add({ id: "roof", title: "A roof", amount: 950, status: "sent" });
  invoices.add({ id: "wall", title: "A wall", amount: 5000, status: "sent" });
  invoices.add({ id: "door", title: "A door", amount: 50, status: "sent" });
  await relata.write([
    "group:clerks#member@user:ann",
    "invoice:lamp#owner@user:ann",
    "invoice:roof#approver@group:clerks#member",
    "invoice:wall#approver@group:clerks#member",
  ]);
}
