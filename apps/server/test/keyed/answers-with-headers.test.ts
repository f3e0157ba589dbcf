import { Hono } from "hono";
import { expect, test } from "vitest";
import { INVOICE, keyed } from "./keyed-situation.ts";

const QUESTION = { entityType: INVOICE, entityId: "i1", permission: "read" };
const PATH = "/api/auth/check-permission";

function post(app: { request(path: string, init: RequestInit): Response | Promise<Response> }, key: string) {
  const headers = { "x-api-key": key, "content-type": "application/json", "x-request-id": "r1" };
  return app.request(PATH, { method: "POST", headers, body: JSON.stringify(QUESTION) });
}

test("an answer has its own headers, the id of its request, and what was taken of limits", async () => {
  const { app, keyOf } = await keyed();
  const { secret } = await keyOf({ limits: [{ limit: 9, windowSeconds: 60 }] });
  const response = await post(app, secret);
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "no-store",
    "content-type": "application/json",
    ratelimit: '"requests";r=8;t=60',
    "ratelimit-policy": '"requests";q=9;w=60',
    "x-request-id": "r1",
  });
  expect(await response.json()).toMatchObject({ allowed: false });
});

test("so it has below middleware of an application, whose headers it keeps", async () => {
  const { app, keyOf } = await keyed();
  const { secret } = await keyOf({ limits: [{ limit: 9, windowSeconds: 60 }] });
  const outer = new Hono();
  outer.use(async (c, next) => {
    c.header("x-before", "set before");
    await next();
    c.header("x-behind", "set behind");
  });
  outer.route("/", app as unknown as Hono);
  const response = await post(outer, secret);
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "no-store",
    "content-type": "application/json",
    ratelimit: '"requests";r=8;t=60',
    "ratelimit-policy": '"requests";q=9;w=60',
    "x-before": "set before",
    "x-behind": "set behind",
    "x-request-id": "r1",
  });
});

test("a problem has them too", async () => {
  const { app, keyOf } = await keyed();
  const { secret } = await keyOf({ limits: [{ limit: 9, windowSeconds: 60 }] });
  const headers = { "x-api-key": secret, "content-type": "application/json", "x-request-id": "r2" };
  const response = await app.request(PATH, { method: "POST", headers, body: '{"entityType": 7}' });
  expect([response.status, Object.fromEntries(response.headers)]).toEqual([
    400,
    {
      "cache-control": "no-store",
      "content-type": "application/problem+json",
      ratelimit: '"requests";r=8;t=60',
      "ratelimit-policy": '"requests";q=9;w=60',
      "x-request-id": "r2",
    },
  ]);
});
