import { createRoute, z } from "@hono/zod-openapi";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describedServer } from "../../src/openapi/described-server.ts";
import { file, serve } from "../situation.ts";
import { keyed, type Keyed } from "./keyed-situation.ts";

interface Operation {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly summary?: string;
  readonly "x-open-because"?: string;
  readonly "x-required-permission"?: string;
  readonly "x-required-relation"?: string;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
}

const documentOf = async ({ app }: Pick<Keyed, "app">) =>
  (await (await app.request("/openapi.json")).json()) as Document;

test("every route is described, with who may call it", async () => {
  const server = await keyed();
  const { openapi, paths, components } = await documentOf(server);
  expect(openapi).toBe("3.1.0");
  const schemes = Object.keys(components.securitySchemes);
  expect(schemes).toEqual(["apiKey", "bearer", "client"]);
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  for (const { name, operation } of described) {
    const { security, responses, summary, "x-open-because": because } = operation;
    expect([name, typeof summary]).toEqual([name, "string"]);
    expect([name, security.length > 0]).toEqual([name, because === undefined]);
    expect(security.flatMap((one) => Object.keys(one)).filter((one) => !schemes.includes(one))).toEqual([]);
    // Whoever asks who is calling may say that it is not known, or not enough.
    const doors = ["400", "401", "403", "429"].filter((status) => !(status in responses));
    expect([name, security.length > 0 ? doors : []]).toEqual([name, []]);
  }
  // What the page of `/docs` is made of is a part of it.
  const routes = server.app.routes.filter(({ method, path }) => method !== "ALL" && !path.startsWith("/docs/"));
  const answered = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(described.map(({ name }) => name).sort()).toEqual([...new Set(answered)].sort());
});

test("no route answers with a status that is not declared", async () => {
  const server = await keyed({ maxBodyBytes: 2_000, failures: [{ limit: 1_000, windowSeconds: 60 }] });
  const [plain, admin] = [await server.keyOf(), await server.keyOf({ tuples: ["system:root:main#admin"] })];
  const { paths } = await documentOf(server);
  const bodies = [undefined, "", "{", "{}", "[]", '{"name":"k"}', '{"since":7}', `"${"x".repeat(3_000)}"`];
  const types = ["application/json", "application/x-www-form-urlencoded", "text/plain"];
  const seen = new Set<number>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { responses }] of Object.entries(operations)) {
      for (const key of [undefined, "wrong", plain.secret, admin.secret]) {
        for (const body of method === "get" ? [undefined] : bodies) {
          for (const type of body === undefined ? types.slice(0, 1) : types) {
            const { status } = await server.call(path.replace("{id}", plain.id), {
              method: method.toUpperCase(),
              headers: { "content-type": type },
              ...(key !== undefined && { key }),
              ...(body !== undefined && { body }),
            });
            seen.add(status);
            expect([method, path, Object.keys(responses)]).toEqual([
              method,
              path,
              expect.arrayContaining([`${status}`]),
            ]);
          }
        }
      }
    }
  }
  expect(seen.size).toBeGreaterThan(8);
  expect(server.logged).toEqual([]);
});

test("relations that routes ask for are shown", async () => {
  const { paths } = await documentOf(await keyed());
  expect(paths["/v1/check"]?.["post"]).toMatchObject({ "x-required-relation-for-others": "ask" });
  expect(paths["/v1/expand"]?.["post"]).toMatchObject({ "x-required-relation": "ask" });
  expect(paths["/v1/audit"]?.["get"]).toMatchObject({ "x-required-relation": "manage_keys" });
});

const route = (path: string) => ({ method: "get" as const, path, responses: { 200: { description: "It." } } });

test("the application's own routes are described as they are guarded, whenever they were added", async () => {
  const server = await keyed();
  await documentOf(server);
  const { app, access } = await keyed();
  app.openapi(
    createRoute({ ...route("/api/reviews/{id}"), middleware: [access.admit({ permission: "review:read" })] as const }),
    (c) => c.json({}),
  );
  app.use("/api/projects/*", access.admit({ relation: "admin", kinds: ["user"] }));
  app.openapi(createRoute(route("/api/projects/{id}")), (c) => c.json({}));
  app.openapi(
    createRoute({ ...route("/api/news"), request: { query: z.object({ page: z.string().optional() }) } }),
    (c) => c.json({}),
  );
  const { paths } = await documentOf({ app });
  const security = [{ apiKey: [] }, { bearer: [] }];
  expect(paths["/api/reviews/{id}"]?.["get"]).toMatchObject({ security, "x-required-permission": "review:read" });
  expect(paths["/api/projects/{id}"]?.["get"]).toMatchObject({
    security,
    "x-required-relation": "admin",
    "x-caller-kinds": ["user"],
  });
  // Nobody said who may call it: such a server does not begin to listen.
  expect(paths["/api/news"]?.["get"]?.security).toBeUndefined();
});

test("a server that knows no users says so of its route", async () => {
  const { app } = await serve();
  const { paths } = (await (await app.request("/openapi.json")).json()) as Document;
  expect(paths["/v1/check"]?.["post"]).toMatchObject({
    security: [],
    "x-open-because": "whoever reaches this server may do everything",
  });
});

test("a header of keys that has another name is described by it", async () => {
  const { components } = await documentOf(await keyed({ header: "x-acme-key" }));
  expect(components.securitySchemes["apiKey"]).toMatchObject({ in: "header", name: "x-acme-key" });
});

test("the description that is committed is that of the routes: `npm run openapi` writes it", async () => {
  const committed: unknown = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(await describedServer(file()))));
});
