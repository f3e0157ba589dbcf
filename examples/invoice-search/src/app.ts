import { Hono } from "hono";
import type { InvoicePermission, Invoices } from "./invoices.ts";

const PERMISSIONS: readonly string[] = ["view", "edit", "approve"] satisfies readonly InvoicePermission[];

/**
 * The application. Who is calling stands in `x-user` here: in one that others can reach, an authenticator says so. What may not be
 * seen is answered as what is not there.
 */
export function invoiceApp(invoices: Invoices): Hono {
  const app = new Hono();
  app.get("/invoices", async (c) => {
    const user = c.req.header("x-user");
    const { permission = "view", below } = c.req.query();
    if (user === undefined) return c.json({ title: "who is calling?" }, 401);
    if (!isPermission(permission) || Number.isNaN(Number(below ?? 0))) return c.json({ title: "what is asked?" }, 400);
    return c.json(await invoices.list(user, permission, below === undefined ? undefined : Number(below)));
  });
  app.patch("/invoices/:id", async (c) => {
    const user = c.req.header("x-user");
    if (user === undefined) return c.json({ title: "who is calling?" }, 401);
    const { amount } = await c.req.json<{ readonly amount: unknown }>();
    if (typeof amount !== "number") return c.json({ title: "an `amount` is a number" }, 400);
    const isDone = await invoices.setAmount(user, Number(c.req.param("id")), amount);
    return isDone ? c.body(null, 204) : c.json({ title: "no such invoice to edit" }, 404);
  });
  app.delete("/invoices/:id", async (c) => {
    const user = c.req.header("x-user");
    if (user === undefined) return c.json({ title: "who is calling?" }, 401);
    const isDone = await invoices.remove(user, Number(c.req.param("id")));
    return isDone ? c.body(null, 204) : c.json({ title: "no such invoice to remove" }, 404);
  });
  return app;
}

function isPermission(text: string): text is InvoicePermission {
  return PERMISSIONS.includes(text);
}
