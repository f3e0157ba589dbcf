import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";
import { expect, onTestFinished, test } from "vitest";
import { INVOICE, keyed } from "./keyed-situation.ts";

const PATH = "/api/auth/check-permission";
const INV = { entityType: INVOICE, entityId: "inv_123" };

test("a key asks with attributes, and is answered with who it is", async () => {
  const { call, keyOf } = await keyed();
  const { id, secret: key } = await keyOf({ tuples: ["client_abc:invoice:inv_123#clerk"] });
  const ask = async (attributes: object) => {
    const body = { ...INV, permission: "refund", resource: { attributes } };
    return (await call(PATH, { key, body })).json();
  };
  const said = { ...INV, permission: "refund", subjectType: "apikey", subjectId: id };
  expect(await ask({ amount: 500, status: "paid" })).toEqual({ allowed: true, ...said });
  expect(await ask({ amount: 5_000, status: "paid" })).toEqual({ allowed: false, ...said });
  expect(await ask({ status: "paid" })).toEqual({
    allowed: false,
    ...said,
    missing: [{ path: "resource.amount", of: { type: INVOICE, id: "inv_123" } }],
  });
});

test("the same key is taken from Authorization, whatever the case of its scheme", async () => {
  const { call, keyOf } = await keyed();
  const { secret } = await keyOf({ tuples: ["client_abc:invoice:inv_123#clerk"] });
  const body = { ...INV, permission: "read" };
  for (const scheme of ["Bearer", "bearer", "BEARER"]) {
    const response = await call(PATH, { body, headers: { authorization: `${scheme} ${secret}` } });
    expect(await response.json()).toMatchObject({ allowed: true });
  }
  expect((await call(PATH, { body, headers: { authorization: `Basic ${secret}` } })).status).toBe(400);
});

test("its exchanged token asks as the key does, and no longer than the key counts", async () => {
  const { call, keyOf, keys } = await keyed();
  const { id, secret } = await keyOf({ tuples: ["client_abc:invoice:inv_123#clerk"] });
  const exchanged = await call("/api/auth/api-key/exchange", { body: { apiKey: secret } });
  expect(exchanged.headers.get("cache-control")).toBe("no-store");
  const { token, ...rest } = (await exchanged.json()) as { token: string };
  expect(rest).toEqual({ tokenType: "Bearer", expiresIn: 900, expiresAt: expect.any(String) as string });
  const ask = () => call(PATH, { body: { ...INV, permission: "read" }, headers: { authorization: `Bearer ${token}` } });
  expect(await (await ask()).json()).toMatchObject({ allowed: true, subjectId: id });
  await keys.disable(id);
  const refused = await ask();
  expect([refused.status, await refused.json()]).toMatchObject([401, { error: "invalid_api_key" }]);
});

test("who calls is asked before the body is looked at", async () => {
  const { call } = await keyed();
  const statuses = async (key: string | undefined) => {
    const given = key === undefined ? {} : { key };
    const response = await call(PATH, { body: "{", ...given });
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  expect(await statuses(undefined)).toEqual([400, "missing_api_key"]);
  expect(await statuses("acme_api_live_nothing")).toEqual([401, "invalid_api_key"]);
});

test("what is wrong with a body is said of each field, without its value", async () => {
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf();
  const refused = async (body: unknown) => {
    const response = await call(PATH, { key, body });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    return [response.status, await response.json()] as const;
  };
  expect(await refused({ entityType: INVOICE })).toMatchObject([
    400,
    { error: "missing_fields", errors: [{ pointer: "/entityId" }, { pointer: "/permission" }] },
  ]);
  expect(await refused({ ...INV, permission: 7 })).toMatchObject([400, { error: "invalid_request" }]);
  expect(await refused({ ...INV, permission: "read", resourse: {} })).toMatchObject([
    400,
    { error: "invalid_request", errors: [{ pointer: "/resourse" }] },
  ]);
  expect(await refused({ ...INV, entityType: "invoice", permission: "read" })).toMatchObject([
    404,
    { error: "unknown_entity_type" },
  ]);
  expect(await refused({ ...INV, permission: "rad" })).toMatchObject([400, { error: "invalid_request" }]);
  expect(await refused("{")).toMatchObject([400, { error: "invalid_request", message: "the body is not JSON" }]);
  expect(await refused("[]")).toMatchObject([400, { error: "invalid_request" }]);
});

test("a batch answers each id once, and a failure fails all of it", async () => {
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf({ tuples: ["client_abc:invoice:a#clerk", "client_abc:invoice:__proto__#clerk"] });
  const body = { entityType: INVOICE, entityIds: ["a", "b", "a", "__proto__"], permission: "read" };
  const response = await call(`${PATH}/batch`, { key, body });
  expect(await response.text()).toBe('{"results":{"a":true,"b":false,"__proto__":true}}');
});

test("attributes that are lists in lists without an end are no fault of the server", async () => {
  const { call, keyOf, logged } = await keyed();
  const { secret: key } = await keyOf({ tuples: ["client_abc:invoice:inv_123#clerk"] });
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const body = `{"entityType":"${INVOICE}","entityId":"inv_123","permission":"refund","resource":{"attributes":{"status":${deep}}}}`;
  expect([200, 400, 422]).toContain((await call(PATH, { key, body })).status);
  expect(logged).toEqual([]);
});

test("an attribute may have any name that a model gives it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relata-attribute-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { model } = readModel(`model 1
type user
type apikey
type doc {
  attribute __proto__: number
  relation reader: user | apikey
  permission read = reader when small
}
policy small = resource.__proto__ <= 10
`);
  const file = join(folder, "authz.db");
  const relata = (await createRelata({ model: withSystem(model), store: sqlite(file) })) as unknown as Relata;
  onTestFinished(() => relata.close());
  const { call, keyOf } = await keyed({ relata, keyStore: sqliteKeys(file) });
  const { secret: key } = await keyOf({ tuples: ["doc:1#reader"] });
  const ask = async (amount: number) => {
    const attributes = `{"__proto__":${amount}}`;
    const body = `{"entityType":"doc","entityId":"1","permission":"read","resource":{"attributes":${attributes}}}`;
    return (await call(PATH, { key, body })).json();
  };
  expect(await ask(10)).toMatchObject({ allowed: true });
  const denied = await ask(11);
  expect(denied).toMatchObject({ allowed: false });
  expect(denied).not.toHaveProperty("missing");
});
