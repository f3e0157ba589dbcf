import { expect, test } from "vitest";
import { keyed, type Keyed } from "./keyed-situation.ts";

const PATH = "/v1/api-keys";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** Calls of an administrator, read. */
async function asAdmin(server: Keyed) {
  const { secret: key } = await server.keyOf({ kind: "root" });
  return async (path: string, body?: object, method?: string): Promise<Answer> => {
    const given = { key, ...(body !== undefined && { body }), ...(method !== undefined && { method }) };
    const response = await server.call(path, given);
    const text = await response.text();
    const read = text === "" ? {} : (JSON.parse(text) as Answer["body"]);
    return { status: response.status, body: read, headers: response.headers };
  };
}

test("a key is made with its tuples, and its secret is in that answer alone", async () => {
  const server = await keyed();
  const admin = await asAdmin(server);
  const made = await admin(PATH, {
    name: "ci",
    tuples: ["client_abc:invoice:1#clerk", { object: "client_abc:invoice:2", relation: "owner" }],
    expiresAt: "2027-01-31T09:00:00Z",
    addresses: ["10.0.0.0/8"],
    limits: [{ limit: 10, windowSeconds: 60 }],
    metadata: { team: "billing" },
  });
  expect([made.status, made.headers.get("cache-control")]).toEqual([201, "no-store"]);
  const { key, secret } = made.body as { key: { id: string }; secret: string };
  expect(made.headers.get("location")).toBe(`${PATH}/${key.id}`);
  expect(key).toMatchObject({
    app: "acme",
    kind: "api",
    environment: "live",
    mode: "own",
    name: "ci",
    expiresAt: "2027-01-31T09:00:00.000Z",
    addresses: ["10.0.0.0/8"],
    limits: [{ limit: 10, windowSeconds: 60 }],
    metadata: { team: "billing" },
    isDisabled: false,
    lastFour: secret.slice(-4),
  });
  expect(await server.relata.count({ subject: `apikey:${key.id}`, object: { type: "client_abc:invoice" } })).toBe(2);
  const got = await admin(`${PATH}/${key.id}`);
  expect(got.body).toEqual(key);
  expect(JSON.stringify((await admin(PATH)).body)).not.toContain(secret);
});

test("it is listed, changed, switched, rotated, revoked and purged, each in its order", async () => {
  const server = await keyed();
  const admin = await asAdmin(server);
  const made = await admin(PATH, { name: "ci", tuples: ["client_abc:invoice:1#clerk"] });
  const { key, secret } = made.body as { key: { id: string }; secret: string };
  const at = `${PATH}/${key.id}`;
  const works = async (text: string) => (await server.call("/v1/whoami", { key: text })).status === 200;

  expect((await admin(at, { name: "ci 2", addresses: null }, "PATCH")).body).toMatchObject({ name: "ci 2" });
  expect((await admin(`${at}/disable`, undefined, "POST")).body).toMatchObject({ isDisabled: true });
  expect(await works(secret)).toBe(false);
  expect((await admin(`${at}/enable`, undefined, "POST")).body).toMatchObject({ isDisabled: false });
  expect(await works(secret)).toBe(true);

  const rotated = (await admin(`${at}/rotate`, { graceSeconds: 60 })).body as { key: { id: string }; secret: string };
  expect(rotated.key.id).toBe(key.id);
  expect([await works(secret), await works(rotated.secret)]).toEqual([true, true]);
  const last = (await admin(`${at}/rotate`, undefined, "POST")).body as { secret: string };
  expect([await works(rotated.secret), await works(last.secret)]).toEqual([false, true]);

  expect((await admin(at, undefined, "DELETE")).status).toBe(409);
  expect((await admin(`${at}/revoke`, undefined, "POST")).body).toHaveProperty("revokedAt");
  expect(await works(last.secret)).toBe(false);
  expect(await admin(`${at}/revoke`, undefined, "POST")).toMatchObject({ status: 409, body: { code: "key_revoked" } });
  expect((await admin(at, undefined, "DELETE")).status).toBe(204);
  expect(await admin(at)).toMatchObject({ status: 404, body: { code: "unknown_key" } });
  expect(await server.relata.count({ subject: `apikey:${key.id}` })).toBe(0);

  const rows = (await admin("/v1/audit?key=" + key.id)).body as { rows: readonly { event: string }[] };
  const events = rows.rows.map(({ event }) => event).filter((event) => event !== "attempt");
  expect(events).toEqual(["purge", "revoke", "rotate", "rotate", "enable", "disable", "update", "create"]);
});

test("pages of keys hold each once, in the order of their ids", async () => {
  const server = await keyed();
  const admin = await asAdmin(server);
  for (let n = 0; n < 5; n++) await admin(PATH, { name: `key ${n}`, owner: "user:ann", mode: "inherit" });
  const ids: string[] = [];
  for (let after: string | undefined = ""; after !== undefined;) {
    const query = `?owner=user:ann&limit=2${after === "" ? "" : `&after=${after}`}`;
    const page = (await admin(PATH + query)).body as { keys: readonly { id: string }[]; next?: string };
    ids.push(...page.keys.map(({ id }) => id));
    after = page.next;
  }
  expect(ids).toHaveLength(5);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});

test("a key whose hash is known is taken over", async () => {
  const server = await keyed({ foreign: /^zb_/ });
  const admin = await asAdmin(server);
  const text = "zb_of_another_system";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hash = Buffer.from(bytes).toString("hex");
  const imported = await admin(`${PATH}/import`, { name: "old", hash, tuples: ["client_abc:invoice:1#clerk"] });
  expect([imported.status, JSON.stringify(imported.body).includes(hash)]).toEqual([201, false]);
  const who = await server.call("/v1/whoami", { key: text });
  expect(await who.json()).toMatchObject({ subject: `apikey:${String(imported.body["id"])}` });
});

test("a key makes no keys, and sees none of others", async () => {
  const server = await keyed();
  const { secret: key } = await server.keyOf();
  const { id: another } = await server.keyOf();
  const answer = async (path: string, given: object = {}) => {
    const response = await server.call(path, { key, ...given });
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  expect(await answer(PATH, { body: { name: "more" } })).toEqual([403, "forbidden"]);
  expect(await answer(`${PATH}/import`, { body: { name: "more", hash: "0".repeat(64) } })).toEqual([403, "forbidden"]);
  expect(await answer(`${PATH}/${another}`)).toEqual([404, "unknown_key"]);
  expect(await answer(`${PATH}/${another}/revoke`, { method: "POST" })).toEqual([404, "unknown_key"]);
  expect(await answer("/v1/audit")).toEqual([403, "forbidden"]);
});

test("what is wrong with a key is said of each field", async () => {
  const server = await keyed();
  const admin = await asAdmin(server);
  const refused = async (body: object) => {
    const { status, body: said } = await admin(PATH, body);
    return [status, said["code"]];
  };
  expect(await refused({})).toEqual([400, "missing_fields"]);
  expect(await refused({ name: "x", ownr: "user:ann" })).toEqual([400, "invalid_request"]);
  expect(await refused({ name: "x", kind: "admin" })).toEqual([400, "invalid_request"]);
  expect(await refused({ name: "x", expiresAt: "tomorrow" })).toEqual([400, "invalid_request"]);
  expect(await refused({ name: "" })).toEqual([400, "invalid_key"]);
  expect(await refused({ name: "x", addresses: ["10.0.0.0/99"] })).toEqual([400, "invalid_key"]);
  expect(await refused({ name: "x", tuples: ["client_abc:invoice:1#clrk"] })).toEqual([400, "unknown_relation"]);
});
