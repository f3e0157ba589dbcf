import { createRoute } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { schemaText } from "../../src/page/schema-text.ts";
import { keyed } from "../keyed/keyed-situation.ts";
import { serve } from "../situation.ts";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  readonly components: { readonly schemas: object };
}

async function shown({ app }: Pick<Awaited<ReturnType<typeof serve>>, "app">) {
  const response = await app.request("/docs");
  return { response, html: await response.text() };
}

/** Everything that the page names, besides places of its own. */
function named(html: string): readonly string[] {
  const found = [...html.matchAll(/ (?:href|src|action|srcset|data)="([^"]*)"/g)].map(([, address = ""]) => address);
  return [...new Set(found)].filter((address) => !address.startsWith("#"));
}

test("the page shows every route and every shape of the description", async () => {
  const server = await keyed();
  const { html, response } = await shown(server);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const { paths, components } = (await (await server.app.request("/openapi.json")).json()) as Document;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId }] of Object.entries(methods)) {
      expect(html).toContain(`<details class="operation" id="${operationId}">`);
      expect(html).toContain(`data-method="${method}" data-path="${path}"`);
    }
  }
  for (const name of Object.keys(components.schemas)) expect(html).toContain(`<details id="${name}">`);
  expect(html).not.toContain("Others");
});

test("what the page names stands on this server, by addresses that a path before it does not break", async () => {
  const { app } = await keyed();
  const { html } = await shown({ app });
  const types = { "docs/icon.svg": "image/svg+xml", "docs/page.css": "text/css", "docs/page.js": "text/javascript" };
  expect(named(html)).toEqual(["docs/icon.svg", "docs/page.css", "docs/page.js", "openapi.json"]);
  expect(html).not.toMatch(/<style|<script(?! type="module" src=)| style="| on\w+="|https?:/);
  for (const address of named(html)) {
    const at = new URL(address, "https://example.com/authz/docs");
    expect(at.pathname).toMatch(/^\/authz\//);
    const response = await app.request(at.pathname.slice("/authz".length));
    const type = response.headers.get("content-type");
    const expected = Object.entries(types).find(([name]) => name === address)?.[1];
    expect([response.status, type]).toEqual([
      200,
      expected === undefined ? "application/json" : `${expected}; charset=utf-8`,
    ]);
  }
});

test("the page loads nothing from elsewhere, is framed by nobody, and is kept as long as it counts", async () => {
  const { app } = await keyed();
  for (const path of ["/docs", "/docs/page.css", "/docs/page.js", "/docs/icon.svg"]) {
    const { headers } = await app.request(path);
    const policy = headers.get("content-security-policy") ?? "";
    const directives = policy.split("; ").map((one) => one.split(" ").slice(1).join(" "));
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(new Set(directives)).toEqual(new Set(["'none'", "'self'"]));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-cache");
  }
  for (const path of ["/docs", "/docs/page.js", "/openapi.json"]) {
    const etag = (await app.request(path)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"\w+"$/);
    const again = await app.request(path, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  }
});

test("routes of the application are shown too, and what they say is text", async () => {
  const server = await keyed();
  const summary = '<img src=x onerror="alert(1)"> & more';
  const route = { method: "get" as const, path: "/api/news", summary, responses: { 200: { description: "It." } } };
  server.app.openapi(createRoute({ ...route, middleware: [server.access.admit({ permission: "news:read" })] }), (c) =>
    c.json({}),
  );
  const { html } = await shown(server);
  expect(html).toContain("Others");
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more");
  expect(html).toContain("For a caller with the permission news:read.");
  expect(html).not.toContain("<img");
});

test("a server that knows no users shows no field for a key, and one with another header names it", async () => {
  expect((await shown(await serve())).html).not.toContain('id="key"');
  expect((await shown(await keyed({ header: "x-acme-key" }))).html).toContain('data-header="x-acme-key"');
});

test("a schema is said as a type is written", () => {
  const tuple = { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Tuple" }] };
  expect(
    schemaText({
      type: "object",
      properties: {
        object: { type: "string" },
        "at-most": { type: ["integer", "null"] },
        of: { type: "array", items: tuple },
      },
      required: ["object"],
    }),
  ).toBe('{\n  object: string,\n  "at-most"?: integer | null,\n  of?: (string | Tuple)[],\n}');
  expect(schemaText({ type: "object", additionalProperties: { enum: ["a", 1] } })).toBe('{\n  [name]: "a" | 1,\n}');
  expect(schemaText({ allOf: [{ type: "string", format: "date" }, { const: null }] })).toBe("string (date) & null");
  expect([schemaText({}), schemaText(undefined), schemaText({ type: "object" })]).toEqual([
    "any JSON",
    "any JSON",
    "{}",
  ]);
});
