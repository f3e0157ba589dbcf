import { listen, unstatedRoutes } from "@relata/server";
import { Hono, type MiddlewareHandler } from "hono";
import { expect, test } from "vitest";
import { keyed, type Keyed } from "../keyed/keyed-situation.ts";

const leak = () => new Response("leaked", { headers: { "x-leak": "leaked" } });
/** Handlers that look like middleware. */
const leakAlike = alike(leak);
const okAlike = alike(() => new Response("ok"));
const subApp = () => new Hono().get("/leak", leak);

/** Ways to let a route past its policy, and the path at which it would answer. */
const WAYS: Record<string, readonly [(server: Keyed) => unknown, ...paths: string[]]> = {
  "a plain route": [({ app }) => app.get("/leak", leak), "/leak"],
  "all methods": [({ app }) => app.all("/leak", leak), "/leak"],
  "several methods and paths": [({ app }) => app.on(["GET", "PUT"], ["/leak", "/leak/2"], leak), "/leak", "/leak/2"],
  "a method of its own": [({ app }) => app.on("PURGE", "/leak", leak), "/leak"],
  "a handler that takes `next`": [({ app }) => app.get("/leak", leakAlike), "/leak"],
  "middleware that answers": [({ app }) => app.use("/leak/*", leakAlike), "/leak/*"],
  "all methods of a handler that takes `next`": [({ app }) => app.all("/leak", leakAlike), "/leak"],
  "another application": [({ app }) => app.route("/sub", subApp() as never), "/sub/leak"],
  "another application with failures of its own": [
    ({ app }) => app.route("/sub", subApp().onError(() => new Response("own")) as never),
    "/sub/leak",
  ],
  "a mounted application": [({ app }) => app.mount("/sub", subApp().fetch), "/sub/*"],
  "an application mounted at the root": [({ app }) => app.mount("/", subApp().fetch), "/*"],
  "a base path": [({ app }) => app.basePath("/base").get("/leak", leak), "/base/leak"],
  "a policy that comes after it": [({ app, access }) => app.get("/leak", leak).use("/leak", access.admit()), "/leak"],
  "a policy of another method": [
    ({ app, access }) => app.on("POST", "/api/*", access.admit()).get("/api/leak", leak),
    "/api/leak",
  ],
  "a policy of its neighbours": [({ app, access }) => app.use("/leak/*", access.admit()).get("/leaks", leak), "/leaks"],
  "a policy whose path only looks like a pattern": [
    ({ app, access }) => app.use("/lea*", access.admit()).get("/leak", leak),
    "/leak",
  ],
  "a policy of the other application": [
    ({ app, access }) => app.route("/sub", new Hono().use(access.admit() as never) as never).get("/leak", leak),
    "/leak",
  ],
  "a wildcard route beside a policy": [
    ({ app, access }) => app.use("/api/v2/*", access.admit()).get("/api/*", leak),
    "/api/*",
  ],
};

test.each(Object.entries(WAYS))("a server with %s that nobody stated does not begin", async (_, [slip, ...paths]) => {
  const server = await keyed();
  expect(unstatedRoutes(server.app)).toEqual([]);
  slip(server);
  const found = unstatedRoutes(server.app).map((route) => route.split(" ")[1]);
  expect(new Set(found)).toEqual(new Set(paths));
  await expect(listen({ app: server.app, host: "127.0.0.1", port: 0 })).rejects.toMatchObject({
    code: "invalid_settings",
    message: expect.stringContaining(paths[0] ?? "") as string,
  });
});

test.each(Object.entries(WAYS))(
  "what answers by %s is not sent, even where nobody looked before",
  async (_, [slip]) => {
    const server = await keyed();
    slip(server);
    for (const path of ["/leak", "/leaks", "/leak/2", "/leak/x", "/sub/leak", "/base/leak", "/api/leak"]) {
      const response = await server.app.request(path);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get("x-leak")).toBeNull();
      expect(await response.text()).not.toContain("leaked");
    }
  },
);

test("an application that is mounted before others passes for middleware, and its answers are not sent", async () => {
  const server = await keyed();
  server.app.mount("/sub", subApp().fetch);
  server.app.get("/sub/stated", server.access.open("it is a test"), (c) => c.text("stated"));
  expect(unstatedRoutes(server.app)).toEqual([]);
  expect((await server.app.request("/sub/leak")).status).toBe(500);
  expect(server.logged).toMatchObject([["a request failed: invalid_settings", { code: "invalid_settings" }]]);
});

/** Ways to state it. */
const STATED: Record<string, (server: Keyed) => unknown> = {
  "at the route": ({ app, access }) => app.get("/ok", access.admit(), (c) => c.text("ok")),
  "before its neighbours": ({ app, access }) => app.use("/*", access.admit()).get("/ok", (c) => c.text("ok")),
  "in another application": ({ app, access }) =>
    app.route("/", new Hono().get("/ok", access.admit() as never, (c) => c.text("ok")) as never),
  "in another application with failures of its own": ({ app, access }) => {
    const sub = new Hono().use("/*", access.admit() as never).get("/ok", (c) => c.text("ok"));
    return app.route(
      "/",
      sub.onError((error) => {
        throw error;
      }) as never,
    );
  },
  "before a mounted application": ({ app, access }) =>
    app.use("/ok/*", access.admit()).mount("/ok", () => new Response("ok")),
  "for a handler that takes `next`": ({ app, access }) => app.all("/ok", access.admit(), okAlike),
  "behind middleware": ({ app, access }) =>
    app.get(
      "/ok",
      async (_, next) => next(),
      access.admit(),
      (c) => c.text("ok"),
    ),
};

test.each(Object.entries(STATED))("a policy counts %s", async (_, state) => {
  const server = await keyed();
  state(server);
  expect(unstatedRoutes(server.app)).toEqual([]);
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
  await listening.close();
  const { secret } = await server.keyOf();
  const answered = await server.call("/ok", { key: secret });
  expect([answered.status, await answered.text()]).toEqual([200, "ok"]);
  expect((await server.call("/ok")).status).toBeGreaterThanOrEqual(400);
});

test("browsers may ask whether they may ask", async () => {
  const { app } = await keyed();
  app.options("/*", () => new Response(null, { status: 204 }));
  expect((await app.request("/anything", { method: "OPTIONS" })).status).toBe(204);
});

/** Ways to put the whole server below another path. */
const BELOW: Record<string, (server: Keyed) => Hono> = {
  "another application": ({ app }) => new Hono().route("/base", app as never),
  "a base path": ({ app }) => new Hono().basePath("/base").route("/", app as never),
  "an application in an application": ({ app }) => new Hono().route("/", new Hono().route("/base", app as never)),
  "a mounted application": ({ app }) => new Hono().mount("/base", app.fetch),
};

test.each(Object.entries(BELOW))("no route of a server below %s answers without its guard", async (_, put) => {
  const server = await keyed();
  const outer = put(server);
  const { secret } = await server.keyOf();
  const { paths } = (await (await server.call("/openapi.json")).json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, { security: readonly unknown[] }>>>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({ method, path, isOpen: security.length === 0 })),
  );
  expect(operations.length).toBeGreaterThan(40);
  for (const { method, path, isOpen } of operations) {
    for (const base of ["/base", "//base", "/base/", "/x/../base"]) {
      const target = `${base}${path.replaceAll(/\{\w+\}/g, "some")}`;
      const response = await outer.request(target, { method: method.toUpperCase() });
      expect([target, isOpen || response.status >= 400]).toEqual([target, true]);
    }
  }
  // And what is to answer, does.
  expect((await outer.request("/base/livez")).status).toBe(200);
  const whoami = await outer.request("/base/v1/whoami", { headers: { "x-api-key": secret } });
  expect(whoami.status).toBe(200);
});

test("what stands above a server is not stated by it", async () => {
  const server = await keyed();
  const outer = new Hono().route("/base", server.app as never).get("/leak", leak);
  expect(unstatedRoutes(outer)).toEqual(["GET /leak"]);
  const mounted = new Hono().mount("/base", server.app.fetch);
  await expect(listen({ app: mounted, host: "127.0.0.1", port: 0 })).rejects.toMatchObject({
    code: "invalid_settings",
  });
});

/** A handler that takes `next` as middleware does, and answers. */
function alike(answer: () => Response): MiddlewareHandler {
  return (c, next) => Promise.resolve(c.finalized ? next() : answer());
}
