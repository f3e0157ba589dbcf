import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresKeys } from "@relata/keys/postgres";
import { sqliteKeys } from "@relata/keys/sqlite";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { listen } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlatform, type PlatformOptions } from "../src/platform.ts";
import { startIssuer, type TokenParts } from "./oidc-issuer.ts";

type Stores = Pick<PlatformOptions, "store" | "keyStore">;
type Shown = Readonly<Record<string, string>>;

const { url } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "relata-platform-"));
const file = join(folder, "authz.db");
const issuer = await startIssuer();
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), issuer.close];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const bearer = (text: string): Shown => ({ authorization: `Bearer ${text}` });
const user = async (name: string, parts?: TokenParts) => bearer(await issuer.tokenOf(name, parts));

/** The platform on a port of its own: the live one, or its sandbox over the same database. */
async function start(stores: Stores, environment: "live" | "test") {
  const platform = await openPlatform({ ...stores, issuer, environment });
  const listening = await listen({ app: platform.app, host: "127.0.0.1", port: 0 });
  closing.push(
    () => platform.close(),
    () => listening.close(),
  );
  const send = async (method: string, path: string, shown: Shown = {}, body?: unknown) => {
    const response = await fetch(`${listening.url}${path}`, {
      method,
      headers: { ...shown, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as Record<string, unknown>;
    return { status: response.status, code: json["code"], json };
  };
  /** Status, or the code of the problem. */
  const tried = async (method: string, path: string, shown?: Shown) => {
    const { status, code } = await send(method, path, shown);
    return status < 400 ? status : code;
  };
  return {
    ...platform,
    send,
    run: (shown: Shown, query = "?organizationId=1") => tried("POST", `/api/runs${query}`, shown),
    tried,
  };
}

const DATABASES: readonly (readonly [string, () => Stores])[] = [
  ["SQLite", () => ({ store: sqlite(file), keyStore: sqliteKeys(file) })],
  ["PostgreSQL", () => ({ store: postgres({ url, poolSize: 3 }), keyStore: postgresKeys({ url, poolSize: 2 }) })],
];

describe.each(DATABASES)("the platform on %s", (_, stores) => {
  let live: Awaited<ReturnType<typeof start>>;
  let sandbox: typeof live;
  beforeAll(async () => {
    live = await start(stores(), "live");
    sandbox = await start(stores(), "test");
    await live.relata.write([
      "organization:1#admin@user:ada",
      "organization:1#member@user:ann",
      "organization:2#member@user:ann",
      "organization:2#member@user:bob",
      "plan:pro#subscriber@organization:1",
      "system:root:main#admin@user:ops",
    ]);
  });

  async function makeKey(shown: Shown, input: object) {
    const { status, json } = await live.send("POST", "/v1/api-keys", shown, { name: "k", ...input });
    expect([status, json]).toMatchObject([201, { key: {} }]);
    return { id: (json["key"] as { readonly id: string }).id, secret: String(json["secret"]) };
  }

  /** Ann's key for the organization 1, which may no more there than ann. */
  const annsKey = async (input: object = {}) =>
    makeKey(await user("ann"), { organization: "1", tuples: ["organization:1#member"], ...input });

  const serviceKey = async (maker: string) =>
    makeKey(await user(maker), { kind: "service", organization: "1", tuples: ["organization:1#member"] });

  describe("a person", () => {
    test("comes with a token of the issuer, and names the organization", async () => {
      const ann = await user("ann");
      expect(await live.send("POST", "/api/runs?organizationId=2", ann)).toMatchObject({
        status: 201,
        json: { ranFor: "organization:2" },
      });
      expect(await live.run({ ...ann, "x-organization-id": "1" }, "")).toBe(201);
      expect(await live.run(ann, "")).toBe("organization_required");
      expect((await live.send("POST", "/api/runs", ann)).status).toBe(400);
      expect(await live.run(await user("bob"))).toBe("organization_mismatch");
      expect((await live.send("POST", "/api/runs?organizationId=1", await user("bob"))).status).toBe(403);
    });

    test("is nobody with a token of another issuer, for another audience, of another time, or by another hand", async () => {
      expect(await live.run({})).toBe("missing_api_key");
      expect(await live.run(await user("ann", { iss: "https://elsewhere.example" }))).toBe("unauthorized");
      for (const parts of [{ aud: "other" }, { lifeSeconds: -60 }, { isForged: true }]) {
        const shown = await user("ann", parts);
        expect(await live.run(shown)).toBe("invalid_token");
        expect((await live.send("POST", "/api/runs?organizationId=1", shown)).status).toBe(401);
      }
    });

    test("alone is let in where money is, and no key is, whoever made it", async () => {
      const portal = "/api/billing/portal?organizationId=1";
      const ada = await user("ada");
      expect(await live.tried("GET", portal, ada)).toBe(200);
      expect(await live.tried("GET", portal, await user("ann"))).toBe("forbidden");
      const { secret } = await makeKey(ada, { organization: "1", tuples: ["organization:1#member"] });
      expect(await live.run(bearer(secret))).toBe(201);
      expect(await live.send("GET", portal, bearer(secret))).toMatchObject({
        status: 403,
        json: { detail: "this is for user alone" },
      });
      expect(await live.tried("GET", portal, bearer((await serviceKey("ops")).secret))).toBe("forbidden");
    });
  });

  describe("a service key", () => {
    test("is its organization's, and of no other", async () => {
      const { id, secret } = await serviceKey("ops");
      const who = await live.send("GET", "/v1/whoami", bearer(secret));
      expect(who.json).toMatchObject({ kind: "service", subject: `apikey:${id}`, organization: "1" });
      expect(who.json).not.toHaveProperty("owner");
      expect(await live.run(bearer(secret))).toBe(201);
      expect(await live.run(bearer(secret), "")).toBe(201);
      expect(await live.run(bearer(secret), "?organizationId=2")).toBe("organization_mismatch");
      await live.relata.write([`organization:2#member@apikey:${id}`]);
      expect(await live.run(bearer(secret), "?organizationId=2")).toBe("organization_mismatch");
    });

    test("is for administrators to make, list, fetch and revoke", async () => {
      const [ops, ann] = [await user("ops"), await user("ann")];
      const input = { name: "k", kind: "service", organization: "1" };
      expect((await live.send("POST", "/v1/api-keys", ann, input)).status).toBe(403);
      expect((await live.send("POST", "/v1/api-keys", ops, { name: "k", kind: "service" })).status).toBe(400);
      const { id, secret } = await serviceKey("ops");
      const { json } = await live.send("GET", "/v1/api-keys?organization=1&limit=200", ops);
      expect(json["keys"]).toContainEqual(expect.objectContaining({ id, kind: "service", createdBy: "user:ops" }));
      expect((await live.send("GET", `/v1/api-keys/${id}`, ops)).json).toMatchObject({ id, organization: "1" });
      expect((await live.send("GET", `/v1/api-keys/${id}`, ann)).status).toBe(404);
      expect((await live.send("POST", `/v1/api-keys/${id}/revoke`, ops)).status).toBe(200);
      expect(await live.run(bearer(secret))).toBe("invalid_api_key");
    });

    test("survives whoever made it, whose own keys do not", async () => {
      await live.relata.write(["system:root:main#admin@user:gone", "organization:1#member@user:gone"]);
      const gone = await user("gone");
      const service = await serviceKey("gone");
      const acting = { mode: "delegated", owner: "user:gone" };
      const own = await makeKey(gone, { ...acting, organization: "1", tuples: ["organization:1#member"] });
      for (const { secret } of [service, own]) expect(await live.run(bearer(secret))).toBe(201);
      await live.keys.ownerGone("user:gone");
      expect(await live.run(bearer(own.secret))).toBe("invalid_api_key");
      expect(await live.run(bearer(service.secret))).toBe(201);
    });
  });

  describe("a key of an application", () => {
    test("is live or for tests, and each is refused where the other is taken", async () => {
      const [real, trial] = [await annsKey(), await annsKey({ environment: "test" })];
      expect([real.secret, trial.secret]).toEqual([
        expect.stringMatching(/^plat_api_live_/),
        expect.stringMatching(/^plat_api_test_/),
      ]);
      expect(await live.run(bearer(real.secret))).toBe(201);
      expect(await sandbox.run(bearer(trial.secret))).toBe(201);
      expect(await live.run(bearer(trial.secret))).toBe("environment_mismatch");
      expect(await sandbox.run(bearer(real.secret))).toBe("environment_mismatch");
      expect((await live.send("POST", "/api/runs", bearer(trial.secret))).status).toBe(403);
    });

    test("rotates: the old secret goes on for its grace, the id and its rights stay", async () => {
      const { id, secret } = await annsKey();
      const rotate = async (body?: object) => {
        const { status, json } = await live.send("POST", `/v1/api-keys/${id}/rotate`, await user("ann"), body);
        expect([status, json]).toMatchObject([200, { key: { id } }]);
        return String(json["secret"]);
      };
      const second = await rotate({ graceSeconds: 3_600 });
      for (const one of [secret, second]) expect(await live.run(bearer(one))).toBe(201);
      const third = await rotate();
      for (const one of [secret, second]) expect(await live.run(bearer(one))).toBe("invalid_api_key");
      expect(await live.run(bearer(third))).toBe(201);
      expect((await live.send("POST", `/v1/api-keys/${id}/rotate`, await user("bob"))).status).toBe(404);
    });

    test("may no more than its owner now, and nothing elsewhere", async () => {
      const zoe = await user("zoe");
      await live.relata.write(["organization:1#member@user:zoe"]);
      const { secret } = await makeKey(zoe, { organization: "1", tuples: ["organization:1#member"] });
      expect(await live.run(bearer(secret))).toBe(201);
      expect(await live.run(bearer(secret), "?organizationId=2")).toBe("organization_mismatch");
      await live.relata.write({ delete: ["organization:1#member@user:zoe"] });
      expect(await live.run(bearer(secret))).toBe("forbidden");
      const elsewhere = { name: "k", organization: "1" };
      expect((await live.send("POST", "/v1/api-keys", await user("bob"), elsewhere)).status).toBe(403);
    });

    test("is revoked by its owner, for good", async () => {
      const { id, secret } = await annsKey();
      const ann = await user("ann");
      expect((await live.send("POST", `/v1/api-keys/${id}/revoke`, ann)).status).toBe(200);
      expect(await live.run(bearer(secret))).toBe("invalid_api_key");
      expect((await live.send("POST", `/v1/api-keys/${id}/enable`, ann)).status).toBe(409);
    });
  });

  test("a plan is the organization's: who belongs to two has it in the one that subscribes", async () => {
    const open = (shown: Shown, organization: string) =>
      live.send("POST", `/api/realtime-sessions?organizationId=${organization}`, shown);
    const ann = await user("ann");
    const { secret } = await serviceKey("ops");
    for (const shown of [ann, bearer(secret)]) expect((await open(shown, "1")).status).toBe(201);
    expect(await open(ann, "2")).toMatchObject({ status: 403, json: { detail: "this takes the plan `pro`" } });
    await live.relata.write({ delete: ["plan:pro#subscriber@organization:1"] });
    for (const shown of [ann, bearer(secret)]) expect((await open(shown, "1")).status).toBe(403);
    await live.relata.write(["plan:pro#subscriber@organization:1"]);
  });
});
