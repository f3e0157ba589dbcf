import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem, type KeyStore } from "@relata/keys";
import { sqliteKeys, sqliteLimiter } from "@relata/keys/sqlite";
import { createServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { INVOICE, MODEL } from "./keyed-situation.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-cost-"));
const file = join(folder, "authz.db");

/** What the tables of keys were called for, since it was emptied. */
const calls: string[] = [];
/** Round trips of each question to the engine. */
const trips: number[] = [];

let relata: Relata;
let server: Awaited<ReturnType<typeof createServer>>;
let secret: string;

beforeAll(async () => {
  const model = withSystem(readModel(MODEL).model);
  relata = await createRelata({ model, store: sqlite(file), resident: true });
  const tables = sqliteKeys(file);
  const keyStore: KeyStore = new Proxy(tables, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        calls.push(String(name));
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  server = await createServer({
    relata,
    keyStore,
    limiter: sqliteLimiter(tables),
    noteWithinMs: 3_600_000,
    app: "acme",
  });
  const tuples = [`${INVOICE}:i1#clerk`, "system:root:main#reader"];
  secret = (await server.keys.create({ name: "caller", tuples })).secret.reveal();
  await relata.ready();
  relata.observe((event) => {
    if (event.kind === "question") trips.push(event.roundTrips);
  });
});

afterAll(async () => {
  await server.close();
  await relata.close();
  rmSync(folder, { recursive: true });
});

async function post(path: string, body: object): Promise<unknown> {
  const response = await server.app.request(path, {
    method: "POST",
    headers: { "x-api-key": secret, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

const INVOICES = ["i1", "i2", "i3"];

test.each([
  [
    "/api/auth/check-permission",
    { entityType: INVOICE, entityId: "i1", permission: "read" },
    { allowed: true, entityId: "i1" },
    1,
  ],
  [
    "/api/auth/check-permission/batch",
    { entityType: INVOICE, entityIds: INVOICES, permission: "read" },
    { results: { i1: true, i2: false, i3: false } },
    1,
  ],
  // Whether it may ask about others is a question, too.
  ["/v1/check", { subject: "user:ann", permission: "read", object: `${INVOICE}:i1` }, { outcome: "denied" }, 2],
  [
    "/v1/check/batch",
    { items: INVOICES.map((id) => ({ subject: "user:ann", permission: "read", object: `${INVOICE}:${id}` })) },
    { results: INVOICES.map(() => ({ decision: { outcome: "denied" } })) },
    2,
  ],
] as const)(
  "after the first, a request to %s asks the key tables for their mark alone, and the engine's for nothing",
  async (path, body, answer, questions) => {
    expect(await post(path, body)).toMatchObject(answer);
    calls.length = 0;
    trips.length = 0;
    expect(await post(path, body)).toMatchObject(answer);
    expect(calls).toEqual(["mark"]);
    expect(trips).toEqual(Array.from({ length: questions }, () => 0));
  },
);
