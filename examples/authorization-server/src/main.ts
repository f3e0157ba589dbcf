import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { listen } from "@relata/server";
import { AUDIENCE, ISSUER, openAuthorizationServer } from "./authorization-server.ts";
import { invoiceService } from "./invoice-service.ts";

const { RELATA_ADMIN_KEY: adminKey = randomBytes(32).toString("hex") } = process.env;
const file = join(mkdtempSync(join(tmpdir(), "authorization-server-")), "authz.db");
// Where the database stays, so must this: it comes from where secrets are kept.
const encryption = [{ id: "1", secret: randomBytes(32) }];

const server = await openAuthorizationServer({ file, adminKey, encryption });
const { url } = await listen({ app: server.app, host: "127.0.0.1", port: 8787 });
const { secret } = await server.keys.create({ name: "invoice service" });
const invoices = invoiceService({ url, issuer: ISSUER, audience: AUDIENCE, credential: secret.reveal() });
serve({ fetch: invoices.fetch, hostname: "127.0.0.1", port: 8788 });
console.log(`authorization at ${url}, invoices at http://127.0.0.1:8788\nexport RELATA_ADMIN_KEY=${adminKey}`);
