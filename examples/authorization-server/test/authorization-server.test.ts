import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { listen } from "@relata/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUDIENCE, ISSUER, openAuthorizationServer } from "../src/authorization-server.ts";
import { invoiceService, type InvoiceServiceOptions } from "../src/invoice-service.ts";

const ADMIN = "a".repeat(32);
const INVOICE = "client_abc:invoice";
const folder = mkdtempSync(join(tmpdir(), "relata-authorization-server-"));
const file = join(folder, "authz.db");
const encryption = [{ id: "1", secret: new Uint8Array(32).fill(7) }];
const issuing = { file, adminKey: ADMIN, encryption };
const server = await openAuthorizationServer(issuing);
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), () => server.close()];
let url = "";
let invoices = "";
let credential = "";

/** A service on a port of its own. */
async function startService(options: Partial<InvoiceServiceOptions> = {}): Promise<string> {
  const app = invoiceService({ url, issuer: ISSUER, audience: AUDIENCE, credential, revocationsMs: 0, ...options });
  return new Promise((resolve) => {
    const service = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    closing.push(() => service.close());
  });
}

beforeAll(async () => {
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
  closing.push(() => listening.close());
  url = listening.url;
  credential = (await makeKey({ name: "invoice service" })).secret;
  invoices = await startService();
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

type Shown = Readonly<Record<string, string>>;

async function send(address: string, shown: Shown = {}, body?: unknown) {
  const response = await fetch(address, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...shown, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

async function makeKey(input: object) {
  const { status, json } = await send(`${url}/v1/api-keys`, { "x-api-key": ADMIN }, { name: "ci", ...input });
  expect([status, json]).toMatchObject([201, { secret: expect.any(String) as string }]);
  return { id: (json["key"] as { readonly id: string }).id, secret: String(json["secret"]) };
}

async function exchange(apiKey: string, wanted: object = {}) {
  const { status, json } = await send(`${url}/api/auth/api-key/exchange`, {}, { apiKey, ...wanted });
  return { status, json, bearer: { authorization: `Bearer ${String(json["token"])}` } };
}

const claimsOf = ({ authorization = "" }: Shown) =>
  JSON.parse(Buffer.from(authorization.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

/** What the service answers to whoever reads an invoice, and to whoever refunds it. */
async function tried(bearer: Shown, id = "inv_1", service = invoices) {
  const read = await send(`${service}/invoices/${id}`, bearer);
  return [read.status, (await send(`${service}/invoices/${id}/refund`, bearer, {})).status];
}

const check = (shown: Shown, body: object) =>
  send(`${url}/api/auth/check-permission`, shown, { entityType: INVOICE, entityId: "inv_1", ...body });

describe("a key with tuples", () => {
  test("is exchanged for a token that says what it may, for whom, and for how long", async () => {
    const { id, secret } = await makeKey({ owner: "user:ann", tuples: [`${INVOICE}:inv_1#clerk`] });
    const { status, json, bearer } = await exchange(secret);
    expect([status, json]).toMatchObject([200, { tokenType: "Bearer", expiresIn: 900 }]);
    const lastsMs = Date.parse(String(json["expiresAt"])) - Date.now();
    expect(lastsMs).toBeGreaterThan(890_000);
    expect(claimsOf(bearer)).toMatchObject({
      iss: ISSUER,
      aud: AUDIENCE,
      sub: "ann",
      scope: "api_key_exchange",
      apiKeyId: id,
      permissions: { [`${INVOICE}:inv_1`]: ["read", "refund", "write"] },
      abac_required: { [`${INVOICE}:inv_1`]: ["refund"] },
      perm_complete: true,
    });
  });

  test("may by way of groups what their members may, nested, in its token as in every check", async () => {
    const { id, secret } = await makeKey({ tuples: ["group:contractors#member"] });
    const { bearer } = await exchange(secret);
    expect(claimsOf(bearer)).toMatchObject({ permissions: { [INVOICE]: ["read", "refund", "write"] } });
    expect(await tried(bearer)).toEqual([200, 200]);
    const { json } = await check({ "x-api-key": secret }, { permission: "write" });
    expect(json).toEqual({
      allowed: true,
      entityType: INVOICE,
      entityId: "inv_1",
      permission: "write",
      subjectType: "apikey",
      subjectId: id,
    });
  });

  test("without any may nothing, and is known all the same", async () => {
    const { secret } = await makeKey({});
    const { bearer } = await exchange(secret);
    expect(claimsOf(bearer)).toMatchObject({ permissions: {}, perm_complete: true });
    expect(await tried(bearer)).toEqual([403, 403]);
    expect((await check({ "x-api-key": secret }, { permission: "read" })).json).toMatchObject({ allowed: false });
  });
});

describe("what needs data", () => {
  test("the service asks with what it knows of the invoice, and the amount decides", async () => {
    const { secret } = await makeKey({ tuples: [`${INVOICE}:*#clerk`] });
    const { bearer } = await exchange(secret);
    expect(await tried(bearer, "inv_1")).toEqual([200, 200]);
    expect(await tried(bearer, "inv_2")).toEqual([200, 403]);
    // Of an invoice that the service does not know it sends nothing, and nothing is no approval.
    expect(await tried(bearer, "inv_3")).toEqual([200, 403]);
  });

  test("whoever asks by itself is told what the decision waits for", async () => {
    const { secret } = await makeKey({ tuples: [`${INVOICE}:inv_1#clerk`] });
    const { bearer } = await exchange(secret);
    for (const shown of [{ "x-api-key": secret }, { authorization: `Bearer ${secret}` }, bearer]) {
      const open = await check(shown, { permission: "refund", resource: { attributes: { status: "paid" } } });
      const missing = [{ path: "resource.amount", of: { type: INVOICE, id: "inv_1" } }];
      expect([open.status, open.json]).toMatchObject([200, { allowed: false, missing }]);
      const paid = { resource: { attributes: { status: "paid", amount: 500 } } };
      expect((await check(shown, { permission: "refund", ...paid })).json).toMatchObject({ allowed: true });
    }
  });
});

describe("the service", () => {
  test("imports nothing of us but the verifier", () => {
    const text = readFileSync(new URL("../src/invoice-service.ts", import.meta.url), "utf8");
    expect([...text.matchAll(/from "([^"]+)"/g)].map(([, from]) => from)).toEqual(["@relata/keys/verifier", "hono"]);
  });

  test("decides by the token alone where the issuer does not answer, and asks for nothing that is said", async () => {
    const again = await openAuthorizationServer(issuing);
    const listening = await listen({ app: again.app, host: "127.0.0.1", port: 0 });
    const service = await startService({ url: listening.url, revocationsMs: 60_000 });
    const { secret } = await makeKey({ tuples: [`${INVOICE}:*#clerk`] });
    const { bearer } = await exchange(secret);
    expect(await tried(bearer, "inv_1", service)).toEqual([200, 200]);
    await listening.close();
    await again.close();
    // A refund waits for data: that nobody answers is neither yes nor no.
    expect(await tried(bearer, "inv_1", service)).toEqual([200, 503]);
  });

  test("takes no token that is none, that is changed, or that is for another service", async () => {
    const { secret } = await makeKey({ tuples: [`${INVOICE}:*#clerk`] });
    const { bearer } = await exchange(secret);
    const [head, , sign] = bearer.authorization.split(".");
    const more = Buffer.from(JSON.stringify({ ...claimsOf(bearer), permissions: { [INVOICE]: ["refund"] } }));
    const changed = { authorization: `${head}.${more.toString("base64url")}.${sign}` };
    for (const shown of [{}, { authorization: `Bearer ${secret}` }, { "x-api-key": secret }, changed]) {
      expect(await tried(shown)).toEqual([401, 401]);
    }
    expect(await tried(bearer, "inv_1", await startService({ audience: "orders" }))).toEqual([401, 401]);
  });

  test("refuses the tokens of a key from its revocation on, and those of another not", async () => {
    const [kept, gone] = [await makeKey({ tuples: [`${INVOICE}:*#clerk`] }), await makeKey({})];
    const tokens = [(await exchange(kept.secret)).bearer, (await exchange(gone.secret)).bearer];
    expect(await Promise.all(tokens.map((bearer) => tried(bearer)))).toEqual([
      [200, 200],
      [403, 403],
    ]);
    const revoked = await send(`${url}/v1/api-keys/${gone.id}/revoke`, { "x-api-key": ADMIN }, {});
    expect(revoked.status).toBe(200);
    expect(await Promise.all(tokens.map((bearer) => tried(bearer)))).toEqual([
      [200, 200],
      [401, 401],
    ]);
    expect((await exchange(gone.secret)).json).toMatchObject({ error: "invalid_api_key", message: "Invalid API key" });
    expect((await check(tokens[1] ?? {}, { permission: "read" })).status).toBe(401);
  });

  test("is told of no revocation without a credential, and then takes nothing on trust", async () => {
    const since = encodeURIComponent(new Date(0).toISOString());
    expect((await send(`${url}/v1/revocations?since=${since}`)).status).toBe(401);
    const { secret } = await makeKey({ tuples: [`${INVOICE}:*#clerk`] });
    const service = await startService({ credential: "ak_api_live_nobody" });
    expect(await tried((await exchange(secret)).bearer, "inv_1", service)).toEqual([503, 503]);
  });
});

describe("the exchange", () => {
  test("refuses what is no key, with the codes that its clients know", async () => {
    expect(await exchange("ak_api_live_nobody")).toMatchObject({ status: 401, json: { error: "invalid_api_key" } });
    expect(await send(`${url}/api/auth/api-key/exchange`, {}, {})).toMatchObject({
      status: 400,
      json: { error: "missing_api_key" },
    });
    const { secret } = await makeKey({});
    const { bearer } = await exchange(secret);
    // No token is made of a token: it would live for ever.
    expect((await send(`${url}/api/auth/api-key/exchange`, bearer, {})).status).toBe(403);
    expect((await exchange(secret, { audience: "orders" })).status).toBe(400);
  });

  test("publishes the keys that tokens are verified by, and keeps the other halves to itself", async () => {
    const { json } = await send(`${url}/.well-known/jwks.json`);
    const [key] = json["keys"] as readonly Record<string, unknown>[];
    expect(key).toMatchObject({ kty: "RSA", alg: "RS256" });
    expect(key).not.toHaveProperty("d");
    const stored = readFileSync(file, "latin1") + readFileSync(`${file}-wal`, "latin1");
    expect(stored).toContain(String(key?.["kid"]));
    expect(stored).not.toContain('"d":');
  });
});
