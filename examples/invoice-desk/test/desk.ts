import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { createRelata, type Relata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { afterAll } from "vitest";
import { invoiceDesk } from "../src/app.ts";
import { model, type Authz } from "../src/authz.gen.ts";
import { Invoices } from "../src/invoices.ts";
import { addSample } from "../src/sample.ts";

export interface Desk {
  readonly url: string;
  readonly relata: Relata<Authz>;
  readonly invoices: Invoices;
}

/** The application, started over a SQLite file of its own: Ann owns a draft, and approves what the clerks do. */
export async function startDesk(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "relata-invoice-desk-"));
  const file = join(folder, "app.db");
  const relata = await createRelata({ model, store: sqlite(file) });
  const db = new Database(file);
  const invoices = new Invoices(db);
  await addSample(relata, invoices);
  const server = createAdaptorServer({ fetch: invoiceDesk(relata, invoices).fetch });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
    db.close();
    await relata.close();
    rmSync(folder, { recursive: true });
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, relata, invoices };
}
