import { expect, test } from "vitest";
import { json, serve } from "./situation.ts";

const NEW = "doc:new#viewer@user:zoe";

async function answers() {
  const { app } = await serve();
  return async (path: string, body?: unknown) => {
    const response = await app.request(path, body === undefined ? {} : json(body));
    return [response.status, await response.json()] as const;
  };
}

test("what is written without a credential is read, asked, listed and explained without one", async () => {
  const ask = await answers();
  expect(await ask("/v1/tuples/write", { touch: [NEW] })).toMatchObject([200, { written: 1 }]);
  expect(await ask("/v1/tuples/read", { filter: { object: "doc:new" } })).toMatchObject([
    200,
    { tuples: [{ subject: { type: "user", id: "zoe" } }] },
  ]);
  const question = { subject: "user:zoe", permission: "view", object: "doc:new" };
  expect(await ask("/v1/check", question)).toEqual([200, { outcome: "allowed" }]);
  expect(await ask("/v1/check/batch", { items: [question, { ...question, subject: "user:bob" }] })).toEqual([
    200,
    { results: [{ decision: { outcome: "allowed" } }, { decision: { outcome: "denied" } }] },
  ]);
  expect(await ask("/v1/explain", question)).toMatchObject([200, { decision: { outcome: "allowed" } }]);
  expect(await ask("/v1/list-objects", { subject: "user:zoe", permission: "view", type: "doc" })).toMatchObject([
    200,
    { entries: [{ reference: "doc:new" }] },
  ]);
  expect(await ask("/v1/list-subjects", { object: "doc:new", permission: "view", type: "user" })).toMatchObject([
    200,
    { entries: [{ reference: "user:zoe" }] },
  ]);
  expect(await ask("/v1/permissions", { subject: "user:zoe", object: "doc:new" })).toMatchObject([
    200,
    { entries: [{ object: "doc:new", allowed: expect.arrayContaining(["view"]) as string[] }] },
  ]);
  expect(await ask("/v1/tuples/delete", { filter: { object: "doc:new" } })).toMatchObject([200, { deleted: 1 }]);
});

test("the model is read, and AuthZEN is answered", async () => {
  const ask = await answers();
  expect(await ask("/v1/model")).toMatchObject([200, { text: expect.stringContaining("type doc") as string }]);
  const evaluation = {
    subject: { type: "user", id: "ann" },
    action: { name: "view" },
    resource: { type: "doc", id: "plan" },
  };
  expect(await ask("/access/v1/evaluation", evaluation)).toEqual([200, { decision: true }]);
});

test("the store is watched", async () => {
  const { app, relata } = await serve();
  const response = await app.request("/v1/watch");
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await relata.write([NEW]);
  let told = "";
  while (!told.includes("event: revision")) told += (await reader?.read())?.value ?? "";
  expect(told).toContain(NEW);
  await reader?.cancel();
});

test.each(["/v1/list-objects", "/v1/permissions", "/v1/check/batch"])(
  "%s needs a subject in each question",
  async (path) => {
    const ask = await answers();
    const question = { permission: "view", object: "doc:plan" };
    const bodies: Readonly<Record<string, unknown>> = {
      "/v1/list-objects": { permission: "view", type: "doc" },
      "/v1/permissions": {},
      "/v1/check/batch": { items: [{ ...question, subject: "user:ann" }, question] },
    };
    const pointer = path === "/v1/check/batch" ? "/items/1/subject" : "/subject";
    expect(await ask(path, bodies[path])).toMatchObject([400, { code: "invalid_request", errors: [{ pointer }] }]);
  },
);

test.each(["/v1/whoami", "/v1/audit", "/v1/api-keys", "/v1/revocations", "/.well-known/jwks.json"])(
  "%s is about keys, so that there is nothing",
  async (path) => {
    const ask = await answers();
    expect(await ask(path)).toMatchObject([404, { code: "not_found" }]);
  },
);

test.each(["/api/auth/check-permission", "/api/auth/list-objects", "/api/auth/api-key/exchange", "/oauth2/token"])(
  "nor is there anything to send to %s",
  async (path) => {
    const { app } = await serve();
    expect((await app.request(path, json({}))).status).toBe(404);
  },
);

test("each route is described as open, with the reason", async () => {
  const ask = await answers();
  const [, document] = await ask("/openapi.json");
  const { paths } = document as { paths: Readonly<Record<string, Readonly<Record<string, object>>>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations.length).toBeGreaterThan(15);
  for (const operation of operations) {
    expect(operation).toMatchObject({ security: [], "x-open-because": expect.any(String) as string });
  }
});
