import { packRules, rulesFor, watchRules } from "@relata/casl";
import type { Relata } from "@relata/core";
import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { streamSSE } from "hono/streaming";
import type { Authz } from "./authz.gen.ts";
import { bundledPage, HTML } from "./bundled-page.ts";
import type { Invoice, Invoices } from "./invoices.ts";

type Permission = keyof Authz["types"]["invoice"]["permissions"];

const RULES = { types: ["invoice"] } as const;

/**
 * The application. The page shows what its rules allow, and the routes ask the engine: who sends a request without the page is told no
 * all the same. Who is calling stands in a cookie here: in one that others can reach, an authenticator says so.
 */
export function invoiceDesk(relata: Relata<Authz>, invoices: Invoices): Hono {
  const app = new Hono();
  app.get("/", (c) => c.html(HTML));
  app.get("/page.js", async (c) => c.body(await bundledPage(), 200, { "content-type": "text/javascript" }));

  app.get("/rules", async (c) => c.json(packRules(await rulesFor(relata, callerOf(c), RULES))));

  app.get("/rules/live", (c) => {
    const caller = callerOf(c);
    return streamSSE(c, async (stream) => {
      const watched = watchRules(relata, caller, RULES);
      stream.onAbort(async () => {
        await watched.return();
      });
      for await (const ruled of watched) await stream.writeSSE({ data: JSON.stringify(packRules(ruled)) });
    });
  });

  app.get("/invoices", async (c) => {
    const question = { subject: callerOf(c), permission: "view", type: "invoice" } as const;
    const seen = await relata.listObjects(question);
    return c.json(invoices.some(seen.map(({ reference }) => reference.slice("invoice:".length))));
  });

  app.post("/invoices/:id/approve", async (c) => {
    const { id } = await permitted(c, "approve");
    invoices.set(id, { status: "paid" });
    return c.body(null, 204);
  });

  app.patch("/invoices/:id", async (c) => {
    const { id } = await permitted(c, "edit");
    const { amount } = await c.req.json<{ readonly amount: unknown }>();
    if (typeof amount !== "number") throw new HTTPException(400, { message: "an `amount` is a number" });
    invoices.set(id, { amount });
    return c.body(null, 204);
  });

  return app;

  /** The invoice of the path, where a check with its own row allows what is asked. */
  async function permitted(c: Context, permission: Permission): Promise<Invoice> {
    const invoice = invoices.get(c.req.param("id") ?? "");
    if (invoice === undefined) throw new HTTPException(404, { message: "there is no such invoice" });
    const { id, amount, status } = invoice;
    const object = { type: "invoice", id } as const;
    const { outcome } = await relata.check({ subject: callerOf(c), permission, object, resource: { amount, status } });
    if (outcome !== "allowed") throw new HTTPException(403, { message: `you may not ${permission} this invoice` });
    return invoice;
  }
}

function callerOf(c: Context): `user:${string}` {
  const user = getCookie(c, "user");
  if (user === undefined) throw new HTTPException(401, { message: "who is calling?" });
  return `user:${user}`;
}
