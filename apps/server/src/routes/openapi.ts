import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { openapiDocument } from "../openapi/openapi-document.ts";
import type { ServerEnv } from "../server-env.ts";
import { answerJson } from "./described.ts";
import { unsecured } from "./secured.ts";

const DOCUMENT = z.object({ openapi: z.string() }).loose().openapi({ description: "OpenAPI 3.1." });

/** What clients may keep, if they ask each time whether it still counts. RFC 9110 §13. */
export const REVALIDATED = { "cache-control": "no-cache" } as const;
export const NOT_MODIFIED = { 304: { description: "What the client has still counts." } } as const;

/** The description of all routes, of those too that the application adds later on. */
export function describeRoutes(app: OpenAPIHono<ServerEnv>): void {
  const { middleware, ...described } = unsecured("it describes what anybody may read of in the documents");
  const route = createRoute({
    method: "get",
    path: "/openapi.json",
    operationId: "describeRoutes",
    summary: "All routes of this server.",
    ...described,
    middleware: [...middleware, etag()],
    responses: { 200: answerJson("The description.", DOCUMENT), ...NOT_MODIFIED },
  });
  // Made once: an application that answered takes no more routes, and nobody makes the server work by asking.
  let text: string | undefined;
  app.openapi(route, (c) => {
    text ??= JSON.stringify(openapiDocument(app));
    return c.body(text, 200, { ...REVALIDATED, "content-type": "application/json" }) as never;
  });
}
