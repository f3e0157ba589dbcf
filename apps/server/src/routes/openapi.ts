import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { openapiDocument } from "../openapi/openapi-document.ts";
import type { ServerEnv } from "../server-env.ts";
import { answerJson } from "./described.ts";
import { unsecured } from "./secured.ts";

const DOCUMENT = z.object({ openapi: z.string() }).loose().openapi({ description: "OpenAPI 3.1." });

/** The description of all routes, of those too that the application adds later on. */
export function describeRoutes(app: OpenAPIHono<ServerEnv>): void {
  const route = createRoute({
    method: "get",
    path: "/openapi.json",
    summary: "All routes of this server.",
    ...unsecured("it describes what anybody may read of in the documents"),
    responses: { 200: answerJson("The description.", DOCUMENT) },
  });
  let [described, text] = [-1, ""];
  app.openapi(route, (c) => {
    // Made once for as many routes as there are: nobody makes the server work by asking.
    if (app.routes.length !== described) [described, text] = [app.routes.length, JSON.stringify(openapiDocument(app))];
    return c.body(text, 200, { "content-type": "application/json" }) as never;
  });
}
