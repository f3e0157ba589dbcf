import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "@relata/server";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openWorkspaceApp, type Environment } from "../src/workspace-app.ts";

const ADMIN = "a".repeat(32);
const CLIENTS = ["b".repeat(32), "c".repeat(40)];
const ASK = { workspaceId: "home", question: "What is new?" };

const folder = mkdtempSync(join(tmpdir(), "relata-workspace-app-"));
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

let files = 0;
const newFile = () => join(folder, `${files++}.db`);

/** What NextAuth would answer. */
const readSession = ({ headers }: { readonly headers: { get(name: string): string | null | undefined } }) =>
  headers.get("cookie") === "next-auth.session-token=ann" ? { id: "ann" } : undefined;

async function start(env: Environment = {}) {
  const keys = { RELATA_ADMIN_KEY: ADMIN, RELATA_CLIENT_KEYS: CLIENTS.join(", ") };
  const app = await openWorkspaceApp({ DATABASE: newFile(), ...keys, ...env }, readSession);
  const listening = await listen({ app: app.app, host: "127.0.0.1", port: 0 });
  closing.push(
    () => app.close(),
    () => listening.close(),
  );
  const send = async (path: string, shown: Shown = {}, body?: unknown) => {
    const response = await fetch(`${listening.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { ...shown, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, headers, json: (await response.json()) as Record<string, unknown> };
  };
  const ask = (shown: Shown, body: unknown = ASK) => send("/api/ask", shown, body);
  const makeKey = async (input: object = {}) => {
    const tuples = ["workspace:home#member"];
    const { json } = await send("/v1/api-keys", { "x-api-key": ADMIN }, { name: "ci", tuples, ...input });
    return { id: (json["key"] as { readonly id: string }).id, secret: String(json["secret"]) };
  };
  return { ...app, send, ask, makeKey };
}

type App = Awaited<ReturnType<typeof start>>;
type Shown = Readonly<Record<string, string>>;

const key = (secret: string | undefined): Shown => ({ "x-api-key": secret ?? "" });
const SESSION = { cookie: "next-auth.session-token=ann" };

/** Status and sentence, which is all that clients of the app look at. */
const answer = async (sent: ReturnType<App["send"]>) => {
  const { status, json } = await sent;
  return [status, json["detail"]];
};

let app: App;
beforeEach(async () => {
  app = await start();
});

describe("who is calling", () => {
  test("is found in the order of session, stored key, admin key, client keys", async () => {
    const { secret, id } = await app.makeKey();
    const who = async (shown: Shown) => (await app.send("/v1/whoami", shown)).json["subject"];
    expect(await who(SESSION)).toBe("user:ann");
    expect(await who(key(secret))).toBe(`apikey:${id}`);
    expect(await who(key(ADMIN))).toBe("apikey:env-admin");
    expect(await who(key(CLIENTS[0]))).toBe("apikey:env-client-1");
    expect(await who({ authorization: `Bearer ${CLIENTS[1]}` })).toBe("apikey:env-client-2");
    // The first that recognises what is shown decides.
    expect(await who({ ...SESSION, ...key(secret) })).toBe("user:ann");
    const twice = await start({ RELATA_CLIENT_KEYS: ADMIN });
    expect((await twice.send("/v1/whoami", key(ADMIN))).json["subject"]).toBe("apikey:env-admin");
  });

  test("a bad one never falls through to the next", async () => {
    const { secret, id } = await app.makeKey();
    const over = { cookie: "next-auth.session-token=over" };
    expect(await answer(app.ask({ ...over, ...key(ADMIN) }))).toEqual([401, "the session is over"]);
    await app.keys.disable(id);
    // Even where the environment has the same text.
    const same = await start({ RELATA_CLIENT_KEYS: secret });
    expect(await answer(same.ask(key(secret)))).toEqual([401, "Invalid API key"]);
  });

  test("two different credentials are refused, and the same one twice is one", async () => {
    const both = (bearer = "") => ({ ...key(ADMIN), authorization: `Bearer ${bearer}` });
    expect((await app.ask(both(CLIENTS[0]))).status).toBe(400);
    expect((await app.ask(both(ADMIN))).status).toBe(200);
  });

  test("a key of the environment that is too short stops the app at its start, and stands in no message", async () => {
    for (const wrong of [{ RELATA_ADMIN_KEY: "hunter2" }, { RELATA_CLIENT_KEYS: `${ADMIN},hunter2` }]) {
      const refused: unknown = await start(wrong).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "invalid_key" });
      expect(String(refused)).not.toContain("hunter2");
    }
  });
});

describe("asking", () => {
  test("is for members: keys of the environment everywhere, others where they were let in", async () => {
    const { secret } = await app.makeKey();
    for (const shown of [key(ADMIN), key(CLIENTS[1]), key(secret)]) expect((await app.ask(shown)).status).toBe(200);
    const away = { ...ASK, workspaceId: "away" };
    expect((await app.ask(key(CLIENTS[0]), away)).status).toBe(200);
    expect((await app.ask(key(secret), away)).status).toBe(403);
    expect((await app.ask(SESSION)).status).toBe(403);
    await app.relata.write(["workspace:home#member@user:ann"]);
    expect(await app.ask(SESSION)).toMatchObject({ status: 200, json: { answer: expect.any(String) as string } });
  });

  test("without a key is 401, before the body is looked at", async () => {
    expect((await app.ask({}, "{")).status).toBe(401);
    expect(await answer(app.ask(key("nobody"), "{"))).toEqual([401, "Invalid API key"]);
    expect((await app.ask(key(ADMIN), "{")).status).toBe(400);
    expect(await app.ask(key(ADMIN), { workspaceId: "home" })).toMatchObject({
      status: 400,
      json: { code: "missing_fields", errors: [{ pointer: "/question" }] },
    });
  });
});

/** A client behind whatever stands in the header. */
const from = (addresses: string): Shown => ({ ...key(CLIENTS[0]), "x-forwarded-for": addresses });

describe("addresses", () => {
  const DENIED = [403, "Access denied from this IP address"];

  test("are those of a list, and behind a trusted proxy the last that it did not add itself", async () => {
    const { ask } = await start({ ALLOWED_IPS: "192.0.2.0/24, 2001:db8::1", TRUSTED_PROXIES: "127.0.0.1,::1" });
    expect((await ask(from("192.0.2.7"))).status).toBe(200);
    expect((await ask(from("2001:db8::1"))).status).toBe(200);
    expect((await ask(from("::ffff:192.0.2.7"))).status).toBe(200);
    expect(await answer(ask(from("198.51.100.1")))).toEqual(DENIED);
    // What the client itself sent stands left of what the proxy added.
    expect(await answer(ask(from("192.0.2.7, 198.51.100.1")))).toEqual(DENIED);
    expect(await answer(ask(key(CLIENTS[0])))).toEqual(DENIED);
  });

  test("are the socket's where no proxy is trusted, whatever the header says", async () => {
    const { ask } = await start({ ALLOWED_IPS: "192.0.2.0/24" });
    expect(await answer(ask(from("192.0.2.7")))).toEqual(DENIED);
    const home = await start({ ALLOWED_IPS: "127.0.0.0/8" });
    expect((await home.ask(from("198.51.100.1"))).status).toBe(200);
  });

  test("may be any with `*`, and a key may have a list of its own", async () => {
    const open = await start({ ALLOWED_IPS: "*", TRUSTED_PROXIES: "127.0.0.1" });
    expect((await open.ask(from("198.51.100.1"))).status).toBe(200);
    const { secret } = await open.makeKey({ addresses: ["192.0.2.7"] });
    const of = (address: string) => open.ask({ ...key(secret), "x-forwarded-for": address });
    expect((await of("192.0.2.7")).status).toBe(200);
    expect(await answer(of("192.0.2.8"))).toEqual(DENIED);
  });
});

describe("the hourly limit", () => {
  test("is each key's own, is said in every answer, and survives a restart", async () => {
    const [file, env] = [newFile(), { API_RATE_LIMIT: "2" }];
    const limited = await start({ ...env, DATABASE: file });
    const first = await limited.ask(key(CLIENTS[0]));
    expect(first.headers.get("ratelimit-policy")).toBe('"requests";q=2;w=3600');
    expect(first.headers.get("ratelimit")).toMatch(/^"requests";r=1;t=3(600|5\d\d)$/);
    expect((await limited.ask(key(CLIENTS[0]))).status).toBe(200);
    const over = await limited.ask(key(CLIENTS[0]));
    expect([over.status, over.json["detail"]]).toEqual([429, "Rate limit exceeded"]);
    expect(over.headers.get("ratelimit")).toMatch(/^"requests";r=0;/);
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect((await limited.ask(key(CLIENTS[1]))).status).toBe(200);
    const again = await start({ ...env, DATABASE: file });
    expect((await again.ask(key(CLIENTS[0]))).status).toBe(429);
  });

  test("holds for stored keys too, and a key may have its own", async () => {
    const { ask, makeKey } = await start({ API_RATE_LIMIT: "3" });
    const [usual, slow] = [await makeKey(), await makeKey({ limits: [{ limit: 1, windowSeconds: 3_600 }] })];
    const statuses = async (secret: string) => [(await ask(key(secret))).status, (await ask(key(secret))).status];
    expect(await statuses(usual.secret)).toEqual([200, 200]);
    expect(await statuses(slow.secret)).toEqual([200, 429]);
  });

  test("is none of a session's", async () => {
    const { ask } = await start({ API_RATE_LIMIT: "1" });
    expect([(await ask(SESSION)).status, (await ask(SESSION)).status]).toEqual([403, 403]);
  });
});

describe("the audit", () => {
  test("has every attempt, good or bad, with its reason, and no secret", async () => {
    const { ask, send, makeKey } = await start({ TRUSTED_PROXIES: "127.0.0.1", API_RATE_LIMIT: "4" });
    const { id, secret } = await makeKey({ addresses: ["192.0.2.7"], limits: [{ limit: 1, windowSeconds: 3_600 }] });
    const there = { ...key(secret), "x-forwarded-for": "192.0.2.7" };
    const unknown = `ws_api_live_${"x".repeat(49)}`;
    for (const shown of [there, there, key(secret), key(unknown), {}, key(CLIENTS[0])]) await ask(shown);
    const { status, json } = await send("/v1/audit", key(ADMIN));
    expect(status).toBe(200);
    const rows = json["rows"] as readonly Record<string, unknown>[];
    const attempts = rows.filter((row) => row["event"] === "attempt" && row["route"] === "POST /api/ask");
    expect(attempts.toReversed()).toMatchObject([
      { outcome: "allowed", key: id, lastFour: secret.slice(-4), address: "192.0.2.7" },
      { outcome: "refused", key: id, reason: "limit" },
      { outcome: "refused", key: id, reason: "address" },
      { outcome: "refused", reason: "malformed" },
      { outcome: "refused", reason: "credentials" },
      { outcome: "allowed", by: "apikey:env-client-1" },
    ]);
    expect(rows).toContainEqual(expect.objectContaining({ event: "create", key: id, by: "apikey:env-admin" }));
    for (const text of [secret, unknown, ADMIN, ...CLIENTS]) expect(JSON.stringify(json)).not.toContain(text);
  });

  test("is for the operator", async () => {
    expect((await app.send("/v1/audit", key(CLIENTS[0]))).status).toBe(403);
    expect((await app.send("/v1/audit", SESSION)).status).toBe(403);
    expect((await app.send("/v1/audit")).status).toBe(401);
  });
});
