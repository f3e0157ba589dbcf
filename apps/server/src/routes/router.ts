import { OpenAPIHono } from "@hono/zod-openapi";
import { schemaProblem } from "../problems/field-problems.ts";
import type { ServerEnv } from "../server-env.ts";

/** An application whose routes refuse what their schemas do, whole, with a pointer to each field. */
export function router(): OpenAPIHono<ServerEnv> {
  return new OpenAPIHono<ServerEnv>({
    defaultHook: (result) => {
      if (!result.success) throw schemaProblem(result.error.issues, (result as { data?: unknown }).data);
    },
  });
}

/** Decisions and secrets are of one moment, and for one reader: whoever kept them would decide by the past, or leak. */
export const NO_STORE = { "cache-control": "no-store" } as const;
