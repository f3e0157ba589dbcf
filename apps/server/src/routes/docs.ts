import { readFileSync } from "node:fs";
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { openapiDocument } from "../openapi/openapi-document.ts";
import type { Described } from "../page/described.ts";
import { pageHtml } from "../page/page-html.ts";
import type { ServerEnv } from "../server-env.ts";
import { NOT_MODIFIED, REVALIDATED } from "./openapi.ts";
import { unsecured } from "./secured.ts";

/** Whatever stands on the page: it loads and calls nothing but this server, and nobody frames it. */
const POLICY = [
  "default-src 'none'",
  ...["script", "style", "img", "connect"].map((kind) => `${kind}-src 'self'`),
  ...["base-uri", "form-action", "frame-ancestors"].map((directive) => `${directive} 'none'`),
].join("; ");

const HEADERS = {
  ...REVALIDATED,
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

const FILES = { "page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml" } as const;

/** A page of all routes that calls them too. Every byte of it comes from here. */
export function docsRoutes(app: OpenAPIHono<ServerEnv>): void {
  const { middleware, ...described } = unsecured("it shows what anybody may read of in the documents");
  const shared = { method: "get" as const, ...described, middleware: [...middleware, etag()] };
  const route = createRoute({
    ...shared,
    path: "/docs",
    operationId: "readDocs",
    summary: "This page.",
    responses: {
      200: { description: "All routes, to be read and called.", content: { "text/html": { schema: z.string() } } },
      ...NOT_MODIFIED,
    },
  });
  let text: string | undefined;
  app.openapi(route, (c) => {
    text ??= pageHtml(openapiDocument(app) as unknown as Described);
    return c.body(text, 200, { ...HEADERS, "content-type": "text/html; charset=utf-8" }) as never;
  });
  for (const [name, type] of Object.entries(FILES)) {
    const file = readFileSync(new URL(`../../page/${name}`, import.meta.url), "utf8");
    const part = createRoute({
      ...shared,
      path: `/docs/${name}`,
      hide: true,
      responses: { 200: { description: name } },
    });
    app.openapi(part, (c) => c.body(file, 200, { ...HEADERS, "content-type": `${type}; charset=utf-8` }) as never);
  }
}
