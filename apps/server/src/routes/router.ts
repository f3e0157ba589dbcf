import { OpenAPIHono, type RouteConfig, type z } from "@hono/zod-openapi";
import { inOne } from "../access/in-one.ts";
import { demandsJson } from "../body/json-body.ts";
import { jsonValidator } from "../body/json-validator.ts";
import { schemaProblem } from "../problems/field-problems.ts";
import type { ServerEnv } from "../server-env.ts";
import { KnownPaths } from "./known-paths.ts";

/** An application whose routes refuse what their schemas do, whole, with a pointer to each field. */
export function router(): OpenAPIHono<ServerEnv> {
  const app = new OpenAPIHono<ServerEnv>({
    router: new KnownPaths(),
    defaultHook: (result) => {
      if (!result.success) throw schemaProblem(result.error.issues, (result as { data?: unknown }).data);
    },
  });
  const { openapi } = app;
  // Invariant: routes are told of by themselves; only what reads their bodies is another.
  const lean = (route: RouteConfig, ...rest: unknown[]): unknown =>
    Reflect.apply(openapi, app, [leanly(app, route), ...rest]);
  app.openapi = lean as typeof openapi;
  return app;
}

/**
 * The route, whose body of JSON is parsed and judged once, where middleware has read it. Why: the validator of the library looks at
 * its media type again, and parses and judges it in turns.
 */
function leanly(app: OpenAPIHono<ServerEnv>, { middleware = [], ...route }: RouteConfig): RouteConfig {
  const content = route.request?.body?.content["application/json"];
  const schema = content !== undefined && "schema" in content ? content.schema : undefined;
  const before = [middleware].flat();
  if (schema === undefined || !("safeParse" in schema) || !before.some(demandsJson)) return { ...route, middleware };
  app.openAPIRegistry.registerPath(route);
  const { body: _, ...request } = route.request ?? {};
  return { ...route, hide: true, request, middleware: inOne([...before, jsonValidator(schema as z.ZodType)]) };
}

/** Decisions and secrets are of one moment, and for one reader: whoever kept them would decide by the past, or leak. */
export const NO_STORE = { "cache-control": "no-store" } as const;
