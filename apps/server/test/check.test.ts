import { expect, test } from "vitest";
import { json, serve } from "./situation.ts";

const ANN = { subject: "user:ann", permission: "view", object: "doc:plan" };

async function ask(body: unknown): Promise<readonly [number, unknown]> {
  const { app, logged } = await serve();
  const response = await app.request("/v1/check", json(body));
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(logged).toEqual([]);
  return [response.status, await response.json()];
}

test("what is allowed, and what is denied, is 200", async () => {
  expect(await ask(ANN)).toEqual([200, { outcome: "allowed" }]);
  expect(await ask({ ...ANN, subject: "user:bob" })).toEqual([200, { outcome: "denied" }]);
});

test("references are text or objects, and a subject may be all of several", async () => {
  const ann = { type: "user", id: "ann" };
  const plan = { type: "doc", id: "plan" };
  expect(await ask({ ...ANN, subject: ann, object: plan })).toEqual([200, { outcome: "allowed" }]);
  const set = { type: "group", id: "eng", relation: "member" };
  expect(await ask({ ...ANN, subject: { allOf: [ann, "group:eng#member", set] } })).toEqual([
    200,
    { outcome: "allowed" },
  ]);
  expect(await ask({ ...ANN, subject: { allOf: [ann, "user:bob"] } })).toEqual([200, { outcome: "denied" }]);
});

test("what hangs on a value that is missing is conditional and names it", async () => {
  expect(await ask({ ...ANN, permission: "pay" })).toEqual([
    200,
    { outcome: "conditional", missing: [{ path: "resource.amount", of: { type: "doc", id: "plan" } }] },
  ]);
  expect(await ask({ ...ANN, subject: "user:rob" })).toEqual([
    200,
    { outcome: "conditional", missing: [{ path: "context.region" }] },
  ]);
});

test("resource, context and now go with the question", async () => {
  expect(await ask({ ...ANN, permission: "pay", resource: { amount: 10 } })).toEqual([200, { outcome: "allowed" }]);
  expect(await ask({ ...ANN, permission: "pay", resource: { amount: 11 } })).toEqual([200, { outcome: "denied" }]);
  const rob = { ...ANN, subject: "user:rob", now: "2026-01-01T00:00:00Z" };
  expect(await ask({ ...rob, context: { region: "eu" } })).toEqual([200, { outcome: "allowed" }]);
  expect(await ask({ ...rob, context: { region: "us" } })).toEqual([200, { outcome: "denied" }]);
});

test("an instant that is given ends a tuple", async () => {
  const { app, relata } = await serve({ clock: () => 0 });
  await relata.write(["doc:plan#viewer@user:eve until 2026-01-01T00:00:00Z"]);
  const at = async (now: string) => {
    const response = await app.request("/v1/check", json({ ...ANN, subject: "user:eve", now }));
    return response.json();
  };
  expect(await at("2025-12-31T23:59:59Z")).toEqual({ outcome: "allowed", validUntil: "2026-01-01T00:00:00Z" });
  expect(await at("2026-01-01T00:00:00Z")).toEqual({ outcome: "denied" });
});

test.each([
  "application/json",
  "Application/JSON",
  "application/json; charset=utf-8",
  'application/json;charset="UTF-8"',
])("the body may be `%s`", async (type) => {
  const { app } = await serve();
  const response = await app.request("/v1/check", { ...json(ANN), headers: { "content-type": type } });
  expect(response.status).toBe(200);
});

test.each(["/api/health", "/livez", "/readyz"])("%s is well, to GET and to HEAD", async (path) => {
  const { app } = await serve();
  const response = await app.request(path);
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const head = await app.request(path, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("a server whose store is closed lives, and is not ready", async () => {
  const { app, relata } = await serve();
  await relata.close();
  expect((await app.request("/livez")).status).toBe(200);
  expect((await app.request("/api/health")).status).toBe(200);
  const response = await app.request("/readyz");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "closed", status: 503 });
});
