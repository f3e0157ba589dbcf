import { sessions } from "@relata/keys";
import { formatSubject } from "@relata/model";
import { listen, unstatedRoutes, type ServerEnv } from "@relata/server";
import { HTTPException } from "hono/http-exception";
import type { Context } from "hono";
import { expect, test } from "vitest";
import { keyed } from "./keyed-situation.ts";

/** People of a test: the cookie is who they are. */
const people = sessions({
  cookies: ["sid"],
  read: ({ headers }) => {
    const id = /sid=(\w+)/.exec(headers.get("cookie") ?? "")?.[1];
    return id === undefined || id === "nobody" ? undefined : { id };
  },
});

test("a route takes a permission of its type, 403 and never 401 where it is missing", async () => {
  const { app, access, call, keyOf } = await keyed();
  app.post("/api/invoices", access.admit({ permission: "client_abc:invoice:read" }), (c) =>
    c.json({ by: formatSubject(c.var.principal.subject) }, 201),
  );
  const { id, secret: clerk } = await keyOf({ tuples: ["client_abc:invoice:*#clerk"] });
  const { secret: other } = await keyOf({ tuples: ["client_abc:invoice:1#clerk"] });
  const ask = async (key?: string) => {
    const response = await call("/api/invoices", { body: {}, ...(key !== undefined && { key }) });
    return [response.status, await response.json()] as const;
  };
  expect(await ask(clerk)).toEqual([201, { by: `apikey:${id}` }]);
  expect(await ask(other)).toMatchObject([
    403,
    { code: "forbidden", detail: "this takes the permission `client_abc:invoice:read`" },
  ]);
  expect(await ask()).toMatchObject([401, { code: "missing_api_key" }]);
});

test("a route asks about the object that it names, about a relation of the house, and for kinds of callers", async () => {
  const { app, access, call, keyOf, relata } = await keyed({ sessions: [people] });
  const policy = {
    permission: "client_abc:invoice:read",
    object: (c: Context) => `client_abc:invoice:${c.req.param("id") ?? ""}`,
  };
  app.get("/invoices/:id", access.admit(policy), (c) => c.text("read"));
  app.get("/house", access.admit({ relation: "admin" }), (c) => c.text("house"));
  app.get("/billing", access.admit({ kinds: ["user"] }), (c) => c.text("billing"));
  const { secret: key } = await keyOf({ tuples: ["client_abc:invoice:1#clerk"] });
  await relata.write(["system:root:main#admin@user:ann"]);
  const status = async (path: string, given: object) => (await call(path, given)).status;
  expect(await status("/invoices/1", { key })).toBe(200);
  expect(await status("/invoices/2", { key })).toBe(403);
  expect(await status("/house", { key })).toBe(403);
  expect(await status("/house", { headers: { cookie: "sid=ann" } })).toBe(200);
  expect(await status("/billing", { key })).toBe(403);
  expect(await status("/billing", { headers: { cookie: "sid=bob" } })).toBe(200);
});

test("a bad session is not saved by a good key", async () => {
  const { call, keyOf } = await keyed({ sessions: [people] });
  const { secret: key } = await keyOf();
  const response = await call("/v1/whoami", { key, headers: { cookie: "sid=nobody" } });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, "unauthorized"]);
});

function answer(c: Context<ServerEnv>): Response {
  return c.json({ organization: c.var.principal.organization });
}

test("an organization is a wish: the caller's own, one where it is a member, or none", async () => {
  const { app, access, call, keyOf, relata } = await keyed({ sessions: [people] });
  app.get("/of", access.admit({ organization: "required" }), answer);
  app.get("/of/:organizationId", access.admit({ organization: "required" }), answer);
  await relata.write(["organization:a#member@user:ann"]);
  const { secret: key } = await keyOf({ organization: "b", kind: "service" });
  const cookie = { headers: { cookie: "sid=ann" } };
  const ask = async (path: string, given: object) => {
    const response = await call(path, given);
    const { organization, code } = (await response.json()) as { organization?: string; code?: string };
    return [response.status, organization ?? code];
  };
  expect(await ask("/of", cookie)).toEqual([400, "organization_required"]);
  expect(await ask("/of?organizationId=a", cookie)).toEqual([200, "a"]);
  expect(await ask("/of/a", cookie)).toEqual([200, "a"]);
  expect(await ask("/of", { headers: { ...cookie.headers, "x-organization-id": "a" } })).toEqual([200, "a"]);
  expect(await ask("/of?organizationId=b", cookie)).toEqual([403, "organization_mismatch"]);
  expect(await ask("/of", { key })).toEqual([200, "b"]);
  expect(await ask("/of?organizationId=a", { key })).toEqual([403, "organization_mismatch"]);
});

test("a server with a route that nobody thought about does not begin", async () => {
  const { app, access } = await keyed();
  app.get("/stated", access.open("it says nothing"), (c) => c.text("fine"));
  const below = access.admit();
  app.use("/below/*", below);
  app.get("/below/deep", (c) => c.text("fine"));
  expect(unstatedRoutes(app)).toEqual([]);
  app.get("/forgotten", (c) => c.text("open to all"));
  app.post("/stated", (c) => c.text("another method"));
  expect(unstatedRoutes(app)).toEqual(["GET /forgotten", "POST /stated"]);
  await expect(listen({ app, host: "127.0.0.1", port: 0 })).rejects.toThrow(
    "nobody said who may call `GET /forgotten`",
  );
});

test("what a route of the application throws is its own answer, and no problem of ours", async () => {
  const { app, access, call, keyOf } = await keyed();
  app.get("/reports/:id", access.admit(), (c) => {
    throw new HTTPException(404, { message: `no report ${c.req.param("id")}` });
  });
  const { secret: key } = await keyOf();
  const response = await call("/reports/7", { key });
  expect([response.status, await response.text()]).toEqual([404, "no report 7"]);
  expect((await call("/reports/7")).status).toBe(401);
});

test("another method is answered with those that the path takes", async () => {
  const { call } = await keyed();
  const response = await call("/api/auth/list-objects", { method: "DELETE" });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  expect((await call("/api/nothing")).status).toBe(404);
});

test("limits are counted for each key, and said on every answer", async () => {
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf({ limits: [{ limit: 2, windowSeconds: 60 }] });
  const ask = async () => {
    const response = await call("/v1/whoami", { key });
    return [response.status, response.headers.get("ratelimit-policy"), response.headers.get("ratelimit")];
  };
  expect(await ask()).toEqual([200, '"requests";q=2;w=60', '"requests";r=1;t=60']);
  expect(await ask()).toEqual([200, '"requests";q=2;w=60', '"requests";r=0;t=60']);
  const refused = await call("/v1/whoami", { key });
  expect([refused.status, refused.headers.get("ratelimit")]).toEqual([429, '"requests";r=0;t=60']);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(await refused.json()).toMatchObject({ code: "rate_limited", detail: "Rate limit exceeded" });
});
