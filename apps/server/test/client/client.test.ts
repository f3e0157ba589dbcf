import { readdirSync, readFileSync } from "node:fs";
import { listen } from "@relata/server";
import { createClient, parseResponse, type Client } from "@relata/server/client";
import { onTestFinished, expect, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";

/** Clients of a server that listens, with the rights of an administrator and of a clerk. */
async function clients() {
  const server = await keyed();
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
  onTestFinished(() => listening.close());
  const admin = await server.keyOf({ kind: "root" });
  const clerk = await server.keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const of = (key: string) => createClient(listening.url, { key });
  return { url: listening.url, server, clerk, admin: of(admin.secret), own: of(clerk.secret) };
}

const PAID = { amount: 500, status: "paid" };

test("questions, lists and reasons are asked over a socket", async () => {
  const { admin, own, clerk } = await clients();
  const subject = `apikey:${clerk.id}`;
  const refund = { permission: "refund", object: `${INVOICE}:1` };
  expect(await parseResponse(own.v1.check.$post({ json: { ...refund, resource: PAID } }))).toEqual({
    outcome: "allowed",
  });
  expect(await parseResponse(own.v1.check.$post({ json: refund }))).toMatchObject({ outcome: "conditional" });
  const items = [refund, { permission: "fly", object: `${INVOICE}:1` }];
  expect(await parseResponse(own.v1.check.batch.$post({ json: { items } }))).toMatchObject({
    results: [{ decision: { outcome: "conditional" } }, { error: { code: "unknown_permission" } }],
  });
  expect(await parseResponse(own.v1["list-objects"].$post({ json: { permission: "read", type: INVOICE } }))).toEqual({
    entries: [{ reference: `${INVOICE}:1`, outcome: "allowed" }],
  });
  const wanted = { permission: "read", object: `${INVOICE}:1`, type: "apikey" };
  expect(await parseResponse(admin.v1["list-subjects"].$post({ json: wanted }))).toEqual({
    entries: [{ reference: subject, outcome: "allowed" }],
  });
  expect(await parseResponse(admin.v1.explain.$post({ json: { subject, ...refund } }))).toMatchObject({
    decision: { outcome: "conditional" },
  });
  const text = await admin.v1.explain.$post({ json: { subject, ...refund, format: "text" } });
  expect(await text.text()).toContain("resource.amount");
  const held = await parseResponse(own.v1.permissions.$post({ json: { object: `${INVOICE}:1` } }));
  expect(held).toMatchObject({ entries: [{ allowed: ["read"], conditional: [{ permission: "refund" }] }] });
});

test("tuples and the model are read, written and deleted over a socket", async () => {
  const { admin } = await clients();
  const touch = [`${INVOICE}:2#owner@user:ann`];
  const { token } = await parseResponse(
    admin.v1.tuples.write.$post({ json: { touch }, header: { "idempotency-key": "first" } }),
  );
  const filter = { object: `${INVOICE}:2` };
  const read = { filter, consistency: { atLeast: token } };
  expect(await parseResponse(admin.v1.tuples.read.$post({ json: read }))).toMatchObject({
    tuples: [{ relation: "owner", subject: { type: "user", id: "ann" } }],
  });
  expect(await parseResponse(admin.v1.tuples.delete.$post({ json: { filter } }))).toMatchObject({ deleted: 1 });
  const { text } = await parseResponse(admin.v1.model.$get());
  expect(await parseResponse(admin.v1.model.diff.$post({ json: { text } }))).toMatchObject({ changes: [] });
  expect(await parseResponse(admin.v1.model.$put({ json: { text, dryRun: true } }))).toMatchObject({
    isApplied: false,
  });
});

test("keys are made, switched off and audited over a socket", async () => {
  const { admin, url } = await clients();
  const made = await admin.v1["api-keys"].$post({ json: { name: "robot" } });
  if (made.status !== 201) throw new Error(`it was answered with ${made.status}`);
  const { key, secret } = await made.json();
  const robot = createClient(url, { key: secret });
  expect(await parseResponse(robot.v1.whoami.$get())).toMatchObject({ subject: `apikey:${key.id}`, via: "key" });
  const param = { id: key.id };
  expect(await parseResponse(admin.v1["api-keys"][":id"].disable.$post({ param }))).toMatchObject({ isDisabled: true });
  const refused = await robot.v1.whoami.$get();
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: "invalid_api_key" }]);
  const { rows } = await parseResponse(admin.v1.audit.$get({ query: { limit: "1" } }));
  expect(rows).toHaveLength(1);
  const since = new Date(0).toISOString();
  expect(await parseResponse(admin.v1.revocations.$get({ query: { since } }))).toMatchObject({
    revocations: [{ apiKeyId: key.id }],
  });
});

test("the routes of existing clients, of OAuth and of AuthZEN are called over a socket, a token too", async () => {
  const { admin, own, clerk, url } = await clients();
  const { token } = await parseResponse(own.api.auth["api-key"].exchange.$post({ json: {} }));
  const bearer: Client = createClient(url, { token });
  const question = { entityType: INVOICE, entityId: "1", permission: "read" };
  expect(await parseResponse(bearer.api.auth["check-permission"].$post({ json: question }))).toMatchObject({
    allowed: true,
    subjectId: clerk.id,
  });
  const form = { token };
  expect(await parseResponse(own.oauth2.introspect.$post({ form }))).toMatchObject({
    active: true,
    client_id: clerk.id,
  });
  const subject = { type: "apikey", id: clerk.id };
  const resource = { type: INVOICE, id: "1" };
  const evaluation = { subject, resource, action: { name: "read" } };
  expect(await parseResponse(admin.access.v1.evaluation.$post({ json: evaluation }))).toEqual({ decision: true });
  expect(await parseResponse(admin.access.v1.search.action.$post({ json: { subject, resource } }))).toMatchObject({
    results: [{ name: "read" }],
  });
});

test("what is open and what is counted is read, and events are followed, over a socket", async () => {
  const { admin, url } = await clients();
  const nobody = createClient(`${url}/`);
  expect(await parseResponse(nobody.livez.$get())).toEqual({ status: "ok" });
  expect((await parseResponse(nobody[".well-known"]["jwks.json"].$get())).keys).toHaveLength(1);
  const unknown = await nobody.v1.whoami.$get();
  expect([unknown.status, await unknown.json()]).toMatchObject([401, { code: "missing_api_key" }]);
  expect(await (await admin.metrics.$get()).text()).toContain("relata_");
  const ending = new AbortController();
  const events = await admin.v1.watch.$get({}, { init: { signal: ending.signal } });
  expect(events.headers.get("content-type")).toContain("text/event-stream");
  ending.abort();
});

test("a redirection is refused, so that nobody else is shown the key", async () => {
  const asked: RequestInit[] = [];
  const fetch: typeof globalThis.fetch = (_, init) => {
    asked.push(init ?? {});
    return Promise.resolve(Response.json({ status: "ok" }));
  };
  await createClient("http://relata.test", { key: "k", header: "x-acme-key", fetch }).livez.$get();
  expect(asked).toMatchObject([{ redirect: "error" }]);
  expect(new Headers(asked[0]?.headers).get("x-acme-key")).toBe("k");
});

test("a client loads nothing of the server: what it takes from there are types", () => {
  const folder = new URL("../../src/client/", import.meta.url);
  const text = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const loaded = text.flatMap((one) => [...one.matchAll(/^(?:import|export) (?!type )[^;]*? from "(.+?)";$/gm)]);
  expect(new Set(loaded.map(([, from]) => from))).toEqual(new Set(["hono/client", "./create-client.ts"]));
});
