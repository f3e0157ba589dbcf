import { setTimeout as sleep } from "node:timers/promises";
import { newKeyText, sessions } from "@relata/keys";
import type { SqliteKeyStore } from "@relata/keys/sqlite";
import { describe, expect, test } from "vitest";
import { INVOICE, keyed, type Call, type Keyed } from "./keyed-situation.ts";

const CHECK = "/api/auth/check-permission";
const EXCHANGE = "/api/auth/api-key/exchange";
const KEYS = "/v1/api-keys";
const READ = { entityType: INVOICE, entityId: "a", permission: "read" };

const people = sessions({
  cookies: ["sid"],
  read: ({ headers }) => ({ id: (headers.get("cookie") ?? "").slice("sid=".length) }),
});
const as = (user: string) => ({ headers: { cookie: `sid=${user}` } });
const guess = () => newKeyText({ app: "acme", kind: "api", environment: "live" });

async function told(answer: Response | Promise<Response>): Promise<readonly [number, Record<string, unknown>]> {
  const response = await answer;
  return [response.status, (await response.json()) as Record<string, unknown>];
}

const codeOf = async (answer: Promise<Response>) => {
  const [status, { code }] = await told(answer);
  return `${status} ${String(code)}`;
};

/** Every way in which a credential is asked for something. */
const asked = ({ call }: Keyed, given: Call): Record<string, () => Promise<Response>> => ({
  check: () => call(CHECK, { body: READ, ...given }),
  batch: () => call(`${CHECK}/batch`, { body: { ...READ, entityId: undefined, entityIds: ["a"] }, ...given }),
  list: () => call(`/api/auth/list-objects?entityType=${INVOICE}&permission=read`, given),
  exchange: () => call(EXCHANGE, { body: {}, ...given }),
  whoami: () => call("/v1/whoami", given),
  keys: () => call(KEYS, given),
});

describe("limits", () => {
  test("the gap limiter: a steady rate below the limit is never refused, and what is over it is told when to come again", async () => {
    const { call, keyOf } = await keyed({ limits: [{ limit: 8, windowSeconds: 1 }] });
    const { secret: key } = await keyOf();
    for (let n = 0; n < 15; n++) {
      expect((await call("/v1/whoami", { key })).status).toBe(200);
      await sleep(140);
    }
    await sleep(1_000);
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await call("/v1/whoami", { key })).status);
    expect(statuses).toContain(429);
    expect(statuses).not.toContain(401);
  });

  test("brute force on the exchange: who fails often from an address waits, and nobody else does", async () => {
    const { call, keyOf } = await keyed({ failures: [{ limit: 3, windowSeconds: 60 }] });
    const { secret } = await keyOf();
    const tried = (apiKey: string, address: string) => call(EXCHANGE, { body: { apiKey }, address });
    for (let n = 0; n < 3; n++) expect((await tried(guess(), "192.0.2.1")).status).toBe(401);
    const refused = await tried(secret, "192.0.2.1");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await tried(secret, "192.0.2.2")).status).toBe(200);
  });

  test("X-Forwarded-For leftmost: whoever makes up another address for each attempt is still one", async () => {
    const { call, keyOf } = await keyed({ failures: [{ limit: 3, windowSeconds: 60 }], trustedProxies: ["10.0.0.1"] });
    const { secret } = await keyOf();
    const tried = (apiKey: string, address: string, forwarded: string) =>
      call(EXCHANGE, { body: { apiKey }, address, headers: { "x-forwarded-for": forwarded } });
    for (let n = 0; n < 3; n++) await tried(guess(), "192.0.2.1", `203.0.113.${n}`);
    expect((await tried(secret, "192.0.2.1", "203.0.113.9")).status).toBe(429);
    for (let n = 0; n < 3; n++) await tried(guess(), "10.0.0.1", `203.0.113.${n}, 198.51.100.7`);
    expect((await tried(secret, "10.0.0.1", "203.0.113.9, 198.51.100.7")).status).toBe(429);
    expect((await tried(secret, "10.0.0.1", "198.51.100.7, 203.0.113.9")).status).toBe(200);
  });
});

describe("who is calling", () => {
  test("the deleted user's key: what acts for the owner is refused everywhere, at once, and its token with it", async () => {
    const server = await keyed();
    const { call, keyOf, keys } = server;
    const { secret: key } = await keyOf({ mode: "delegated", owner: "user:ann" });
    const [, { token }] = await told(call(EXCHANGE, { body: { apiKey: key } }));
    const bearer = { headers: { authorization: `Bearer ${String(token)}` } };
    for (const ask of Object.values(asked(server, { key }))) expect((await ask()).status).toBe(200);
    expect((await call("/v1/whoami", bearer)).status).toBe(200);
    await keys.ownerGone("user:ann");
    for (const ask of Object.values(asked(server, { key }))) expect(await codeOf(ask())).toBe("401 invalid_api_key");
    expect(await codeOf(call("/v1/whoami", bearer))).toBe("401 invalid_api_key");
  });

  test("401 for a missing permission: who is known and may not is told 403 with a code, and who is unknown 401", async () => {
    const { call, keyOf } = await keyed();
    const { secret: key } = await keyOf();
    const other = await keyOf({ owner: "user:ann" });
    const guarded: Record<string, Call> = {
      "/v1/audit": {},
      [`${KEYS}?owner=user:ann`]: {},
      [KEYS]: { body: { name: "k" } },
      [`${KEYS}/import`]: { body: { name: "k", hash: "ab".repeat(32) } },
      "/v1/check": { body: { subject: "user:ann", permission: "read", object: `${INVOICE}:a` } },
    };
    for (const [path, given] of Object.entries(guarded)) {
      expect(await codeOf(call(path, { ...given, key }))).toBe("403 forbidden");
      expect(await codeOf(call(path, { ...given, key: guess() }))).toBe("401 invalid_api_key");
      expect(await codeOf(call(path, given))).toBe("401 missing_api_key");
    }
    expect(await codeOf(call(`${KEYS}/${other.id}`, { key }))).toBe("404 unknown_key");
    expect(await codeOf(call(`${KEYS}/${other.id}/rotate`, { key, method: "POST" }))).toBe("404 unknown_key");
  });

  test("invalid keys that are logged at ERROR with a stack: nobody's attempts are faults, and the audit has each", async () => {
    const server = await keyed({ failures: [{ limit: 100, windowSeconds: 60 }] });
    for (const key of [guess(), "acme_api_live_x", "", "🔑", "a".repeat(5_000)]) {
      for (const ask of Object.values(asked(server, { headers: { "x-api-key": encodeURIComponent(key) } })))
        await ask();
    }
    expect(server.logged).toEqual([]);
    await server.keys.flush();
    const { rows } = await server.keys.audit({ limit: 100 });
    expect(rows.filter(({ outcome }) => outcome === "refused")).toHaveLength(30);
    expect(rows[0]).toMatchObject({ event: "attempt", route: expect.stringContaining(KEYS) });
  });
});

test("a body of the exchange that is no JSON is the caller's to mend, and not a fault with a piece of a key in the log", async () => {
  const { call, keyOf, logged } = await keyed();
  const { secret } = await keyOf();
  expect(await codeOf(call(EXCHANGE, { body: secret }))).toBe("400 missing_api_key");
  expect(await codeOf(call(EXCHANGE, { body: secret, key: secret }))).toBe("400 invalid_json");
  expect(logged).toEqual([]);
});

describe("making keys", () => {
  test("CVE-2025-61928: without a credential nobody makes or changes a key, whoever the body names", async () => {
    const { call, keyOf, keys } = await keyed({ sessions: [people] });
    const { id } = await keyOf({ owner: "user:root" });
    for (const named of [{ userId: "root" }, { owner: "user:root" }, { user: { id: "root" } }]) {
      expect(await codeOf(call(KEYS, { body: { name: "k", ...named } }))).toBe("401 missing_api_key");
      const changing = call(`${KEYS}/${id}`, { method: "PATCH", body: { name: "mine", ...named } });
      expect(await codeOf(changing)).toBe("401 missing_api_key");
    }
    expect((await keys.list()).keys.map(({ name }) => name)).toEqual(["test"]);
  });

  test("minting for another's client: the owner is who calls, and neither the body nor metadata says otherwise", async () => {
    const { call, keyOf, keys, relata } = await keyed({ sessions: [people] });
    await relata.write([`${INVOICE}:a#owner@user:root`, "organization:theirs#member@user:root"]);
    const theirs = await keyOf({ owner: "user:root" });
    const make = (input: object) => told(call(KEYS, { body: { name: "k", ...input }, ...as("mallory") }));
    for (const input of [
      { owner: "user:root" },
      { owner: `apikey:${theirs.id}` },
      { organization: "theirs" },
      { mode: "own" },
      { mode: "inherit" },
      { kind: "root" },
      { kind: "service", organization: "theirs" },
      { tuples: ["system:root:main#admin"] },
      { limits: [{ limit: 1_000_000, windowSeconds: 1 }] },
    ]) {
      expect(await make(input)).toMatchObject([403, { code: "forbidden" }]);
    }
    for (const input of [
      { userId: "root" },
      { by: "user:root" },
      { createdBy: "user:root" },
      { hash: "ab".repeat(32) },
    ]) {
      expect(await make(input)).toMatchObject([400, { code: "invalid_request" }]);
    }
    const metadata = { owner: "user:root", organization: "theirs", oauth_client_id: INVOICE, permissions: ["read"] };
    const [status, made] = await make({ metadata, tuples: [`${INVOICE}:a#clerk`] });
    expect([status, made["key"]]).toMatchObject([
      201,
      { mode: "delegated", owner: "user:mallory", createdBy: "user:mallory" },
    ]);
    const key = String(made["secret"]);
    expect(await told(call(CHECK, { key, body: READ }))).toMatchObject([200, { allowed: false }]);
    expect(await codeOf(call("/v1/whoami?organizationId=theirs", { key }))).toBe("403 organization_mismatch");
    expect((await keys.list({ owner: "user:root" })).keys).toHaveLength(1);
    expect(await codeOf(call(`${KEYS}/${theirs.id}`, { method: "PATCH", body: { metadata }, ...as("mallory") }))).toBe(
      "404 unknown_key",
    );
  });
});

describe("what is asked", () => {
  test("entityKey ambiguity: a type is a whole name, and an object of it is named by its own field", async () => {
    const { call, keyOf } = await keyed();
    const { secret: key } = await keyOf({ tuples: [`${INVOICE}:a#clerk`] });
    const ask = (entityType: string, entityId: string) =>
      told(call(CHECK, { key, body: { entityType, entityId, permission: "read" } }));
    expect(await ask(INVOICE, "a")).toMatchObject([200, { allowed: true }]);
    expect(await ask("client_abc", "invoice:a")).toMatchObject([404, { error: "unknown_entity_type" }]);
    expect(await ask(`${INVOICE}:a`, "a")).toMatchObject([404, { error: "unknown_entity_type" }]);
    for (const id of ["*", "A", "a%", "_", "a:a"])
      expect(await ask(INVOICE, id)).toMatchObject([200, { allowed: false }]);
  });

  test("attributes of a request: one that the model lacks is none, stored ones win, and none reaches a prototype", async () => {
    const { call, keyOf, relata } = await keyed();
    const { secret: key } = await keyOf({ tuples: [`${INVOICE}:a#clerk`] });
    const ask = (attributes: string) =>
      told(
        call(CHECK, {
          key,
          body: `{"entityType":"${INVOICE}","entityId":"a","permission":"refund","resource":{"attributes":${attributes}}}`,
        }),
      );
    expect(await ask('{"amount":5,"status":"paid"}')).toMatchObject([200, { allowed: true }]);
    const missing = [{ path: "resource.status" }];
    expect(await ask('{"amount":5,"statuss":"paid"}')).toMatchObject([200, { allowed: false, missing }]);
    const inherited = '{"amount":5,"__proto__":{"status":"paid","isAdmin":true},"constructor":{"status":"paid"}}';
    expect(await ask(inherited)).toMatchObject([200, { allowed: false, missing }]);
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
    await relata.write({ attributes: [{ object: `${INVOICE}:a`, set: { amount: 5_000 } }] });
    expect(await ask('{"amount":5,"status":"paid"}')).toMatchObject([200, { allowed: false }]);
  });

  test.each(["tuples", "keys", "secrets"])(
    "a database error: without the table of %s nobody is denied, and no token is empty: it is a fault",
    async (table) => {
      const server = await keyed();
      const { keyOf, keyStore, logged } = server;
      const { secret: key } = await keyOf({ tuples: [`${INVOICE}:a#clerk`] });
      const { client, prefix } = keyStore as unknown as SqliteKeyStore;
      client.exec(`alter table ${prefix}${table} rename to gone`);
      for (const ask of Object.values(asked(server, { key }))) {
        const [status, body] = await told(ask());
        expect([500, 503]).toContain(status);
        expect(String(body["code"])).toMatch(/^store_(unavailable|unreadable)$/);
        for (const name of ["allowed", "token", "items", "results", "permissions", "keys"])
          expect(body).not.toHaveProperty(name);
        expect(JSON.stringify(body)).not.toContain(prefix);
      }
      expect(logged.length).toBeGreaterThan(0);
    },
  );

  test("a raw relation that escalates: a token says nothing of relations, and is not asked for any", async () => {
    const { call, keyOf } = await keyed();
    const { secret } = await keyOf({ tuples: [`${INVOICE}:a#clerk`, `${INVOICE}:a#owner`] });
    const exchange = (input: object) => told(call(EXCHANGE, { body: { apiKey: secret, ...input } }));
    const [, { token }] = await exchange({});
    const claims = JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as object;
    expect(claims).toMatchObject({ permissions: { [`${INVOICE}:a`]: ["read", "refund"] } });
    expect(await exchange({ permissions: ["clerk"] })).toMatchObject([400, { error: "invalid_request" }]);
  });
});
