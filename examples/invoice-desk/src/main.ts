import { serve } from "@hono/node-server";
import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { invoiceDesk } from "./app.ts";
import { model } from "./authz.gen.ts";
import { Invoices } from "./invoices.ts";
import { addSample } from "./sample.ts";

const FILE = process.env["DATABASE"] ?? "invoice-desk.db";

const relata = await createRelata({ model, store: sqlite(FILE) });
const invoices = new Invoices(new Database(FILE));
if (invoices.get("lamp") === undefined) await addSample(relata, invoices);

const app = new Hono();
// Who is calling is whoever they say: for a look at it on one's own machine.
app.get("/as/:user", (c) => {
  setCookie(c, "user", c.req.param("user"));
  return c.redirect("/");
});
app.route("/", invoiceDesk(relata, invoices));
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"] ?? 8787) }, ({ port }) => {
  console.log(`invoices, as Ann sees them: http://localhost:${port}/as/ann`);
});
