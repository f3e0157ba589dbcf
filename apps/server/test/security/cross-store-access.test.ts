import { postgresKeys } from "@relata/keys/postgres";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { createServer, type KeyedServer } from "@relata/server";
import { afterEach, describe, expect, test } from "vitest";
import { INVOICE, ISSUER, keyed, type Keyed } from "../keyed/keyed-situation.ts";

/** A server, and an administrator of it. */
interface House extends Pick<KeyedServer, "app" | "keys"> {
  readonly id: string;
  readonly admin: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server over a store of the same database; all else of it is the same. */
async function tenant({ relata, keyStore }: Keyed, name: string): Promise<KeyedServer> {
  const issuer = { issuer: ISSUER, audiences: ["invoices"], encryption: "plain", algorithm: "ES256" } as const;
  const server = await createServer({
    relata: relata.store(name),
    keyStore: keyStore.store(name),
    app: "acme",
    issuer,
  });
  closing.push(() => server.close());
  return server;
}

const { url } = await testDatabase();
let tenants = 0;

/** Two servers that have nothing in common but, perhaps, the database. */
const PAIRS: Record<string, () => Promise<readonly [KeyedServer, KeyedServer]>> = {
  "two stores of one database": async () => {
    const base = await keyed();
    return [await tenant(base, "acme"), await tenant(base, "acme2")];
  },
  "the main store and another": async () => {
    const base = await keyed();
    return [base, await tenant(base, "other")];
  },
  "two stores of one PostgreSQL": async () => {
    const kept = { store: postgres({ url, poolSize: 3 }), keyStore: postgresKeys({ url, poolSize: 2 }) };
    const base = await keyed({}, kept);
    return [await tenant(base, `${++tenants}`), await tenant(base, `${++tenants}`)];
  },
  "two databases": async () => [await keyed(), await keyed()],
};

async function housed(server: KeyedServer): Promise<House> {
  const { key, secret } = await server.keys.create({ name: "admin", tuples: ["system:root:main#admin"] });
  return { app: server.app, keys: server.keys, id: key.id, admin: secret.reveal() };
}

/** A request of an administrator, or with other headers: its status, and what it says. */
async function ask(
  { app, admin }: House,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = { "x-api-key": admin },
): Promise<readonly [number, Record<string, unknown>]> {
  const json = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
  const response = await app.request(path, body === undefined ? { headers } : { ...json, body: JSON.stringify(body) });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

async function codeOf(...asked: Parameters<typeof ask>): Promise<string> {
  const [status, { code = "" }] = await ask(...asked);
  return `${status} ${code as string}`.trim();
}

const write = (house: House, ...touch: readonly string[]) => ask(house, "/v1/tuples/write", { touch });
const TUPLES = ["a", "b", "c"].map((id) => `${INVOICE}:${id}#clerk@user:ann`);
const LIST = { subject: "user:ann", permission: "read", type: INVOICE };
const CHECK = { subject: "user:ann", permission: "read", object: `${INVOICE}:a` };

describe.each(Object.entries(PAIRS))("cross-store access between %s", (_, open) => {
  /** Both have had the same writes: what they number for themselves is the same. */
  async function both() {
    const [first, second] = await open();
    const [one, two] = [await housed(first), await housed(second)];
    for (const house of [one, two]) await write(house, ...TUPLES);
    return { one, two };
  }

  test("a key of one is unknown in the other, in every way to show one", async () => {
    const { one, two } = await both();
    const { admin } = one;
    expect(await codeOf(one, "/v1/whoami")).toBe("200");
    expect(await codeOf(two, "/v1/whoami", undefined, { "x-api-key": admin })).toBe("401 invalid_api_key");
    expect(await codeOf(two, "/v1/whoami", undefined, { authorization: `Bearer ${admin}` })).toBe(
      "401 invalid_api_key",
    );
    expect(await codeOf(two, "/api/auth/api-key/exchange", { apiKey: admin }, {})).toBe("401 invalid_api_key");
    const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      two.app.request(path, { method: "POST", headers, body: new URLSearchParams(form) });
    const client = { grant_type: "client_credentials", client_id: one.id, client_secret: admin };
    expect((await post("/oauth2/token", client)).status).toBe(401);
    const introspected = await post("/oauth2/introspect", { token: admin }, { "x-api-key": two.admin });
    expect(await introspected.json()).toEqual({ active: false });
    await post("/oauth2/revoke", { token: admin }, { "x-api-key": two.admin });
    expect(await codeOf(one, "/v1/whoami")).toBe("200");
  });

  test("a key of one is not there for administrators of the other, by its id", async () => {
    const { one, two } = await both();
    expect(await codeOf(two, `/v1/api-keys/${one.id}`)).toBe("404 unknown_key");
    for (const act of ["disable", "revoke", "rotate"]) {
      expect([act, await codeOf(two, `/v1/api-keys/${one.id}/${act}`, {})]).toEqual([act, "404 unknown_key"]);
    }
    const [, { keys }] = await ask(two, "/v1/api-keys");
    expect((keys as { id: string }[]).map(({ id }) => id)).toEqual([two.id]);
    await one.keys.flush();
    await two.keys.flush();
    expect(JSON.stringify(await ask(two, "/v1/audit"))).not.toContain(one.id);
    expect(await codeOf(one, "/v1/whoami")).toBe("200");
  });

  test("a token of one is refused by the other, which signs with keys of its own", async () => {
    const { one, two } = await both();
    const [, { token }] = await ask(one, "/api/auth/api-key/exchange", {});
    const bearer = { authorization: `Bearer ${token as string}` };
    expect(await codeOf(one, "/v1/whoami", undefined, bearer)).toBe("200");
    expect(await codeOf(two, "/v1/whoami", undefined, bearer)).toBe("401 invalid_token");
    const kids = async (house: House) =>
      ((await ask(house, "/.well-known/jwks.json"))[1]["keys"] as { kid: string }[]).map(({ kid }) => kid);
    const [ours, theirs] = [await kids(one), await kids(two)];
    expect(ours.filter((kid) => theirs.includes(kid))).toEqual([]);
  });

  test("a cursor of one is none of the other", async () => {
    const { one, two } = await both();
    const entity = { type: "user", id: "ann" };
    const search = { subject: entity, action: { name: "read" }, resource: { type: INVOICE } };
    const pages: readonly (readonly [path: string, body: object, next: string, as: (cursor: unknown) => object])[] = [
      ["/v1/list-objects", { ...LIST, limit: 1 }, "next", (cursor) => ({ cursor })],
      ["/v1/tuples/read", { filter: { object: { type: INVOICE } }, limit: 1 }, "next", (cursor) => ({ cursor })],
      [
        "/access/v1/search/resource",
        { ...search, page: { limit: 1 } },
        "page",
        (page) => ({ page: { ...(page as object), token: (page as { next_token: string }).next_token } }),
      ],
    ];
    for (const [path, body, next, as] of pages) {
      const [status, page] = await ask(one, path, body);
      expect([path, status, page[next]]).toEqual([path, 200, expect.anything()]);
      const going = { ...body, ...as(page[next]) };
      expect([path, await codeOf(one, path, going)]).toEqual([path, "200"]);
      const refused = expect.stringMatching(/^400 invalid_(cursor|consistency_token)$/) as unknown;
      expect([path, await codeOf(two, path, going)]).toEqual([path, refused]);
    }
  });

  test("a consistency token of one is none of the other", async () => {
    const { one, two } = await both();
    const [, { token }] = await write(one, ...TUPLES);
    await write(two, ...TUPLES);
    for (const consistency of [{ atLeast: token }, { exactly: token }]) {
      for (const [path, body] of [
        ["/v1/check", CHECK],
        ["/v1/list-objects", LIST],
        ["/v1/tuples/read", { filter: {} }],
        ["/v1/expand", { object: `${INVOICE}:a`, permission: "read" }],
      ] as const) {
        expect([path, await codeOf(one, path, { ...body, consistency })]).toEqual([path, "200"]);
        expect([path, await codeOf(two, path, { ...body, consistency })]).toEqual([
          path,
          "400 invalid_consistency_token",
        ]);
      }
    }
  });

  test("a watch does not go on in the other, and tells nothing of it", async () => {
    const { one, two } = await both();
    const [, { token }] = await write(one, `${INVOICE}:d#clerk@user:ann`);
    const id = (await frames(one, `?after=${token as string}`, 2)).match(/^id: (\S+)$/m)?.[1] ?? "";
    expect(id).not.toBe("");
    await write(two, `${INVOICE}:secret#clerk@user:ann`);
    for (const [query, headers] of [
      [`?after=${token as string}`, {}],
      [`?after=${id}`, {}],
      ["", { "last-event-id": id }],
    ] as const) {
      const told = await frames(two, query, Infinity, headers);
      expect([query, told]).toEqual([query, expect.stringMatching(/"code":"invalid_(cursor|consistency_token)"/)]);
      expect(told).not.toContain("secret");
    }
  });

  test("an idempotency key of one names no write of the other", async () => {
    const { one, two } = await both();
    const body = { touch: [`${INVOICE}:d#clerk@user:ann`], idempotencyKey: "once" };
    const isRepeat = async (house: House) => (await ask(house, "/v1/tuples/write", body))[1]["isRepeat"];
    expect([await isRepeat(one), await isRepeat(two)]).toEqual([false, false]);
    expect([await isRepeat(one), await isRepeat(two)]).toEqual([true, true]);
    const other = { ...body, touch: [`${INVOICE}:e#clerk@user:ann`] };
    expect(await codeOf(one, "/v1/tuples/write", other)).toBe("422 idempotency_mismatch");
  });

  test("what is written in one is decided by in one alone", async () => {
    const { one, two } = await both();
    await write(one, `${INVOICE}:d#clerk@user:bob`, "system:root:main#admin@user:eve");
    const asked = { ...CHECK, subject: "user:bob", object: `${INVOICE}:d` };
    const outcome = async (house: House) => (await ask(house, "/v1/check", asked))[1]["outcome"];
    expect([await outcome(one), await outcome(two)]).toEqual(["allowed", "denied"]);
    const [, { tuples }] = await ask(two, "/v1/tuples/read", { filter: { subject: "user:eve" } });
    expect(tuples).toEqual([]);
  });
});

/** What a stream says until it ends, or so many frames of it. */
async function frames(
  { app, admin }: House,
  query: string,
  count: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const response = await app.request(`/v1/watch${query}`, { headers: { "x-api-key": admin, ...headers } });
  if (response.status !== 200) return response.text();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  for (let read = 0; read < count; read++) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value);
  }
  await reader.cancel();
  return text;
}
