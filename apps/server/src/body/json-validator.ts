import type { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { schemaProblem } from "../problems/field-problems.ts";
import { Problem } from "../problems/problem.ts";
import type { ServerEnv } from "../server-env.ts";

/**
 * Parses the body that `jsonBody` has read, and judges it by the schema, at once.
 *
 * @throws Problem `invalid_json`, and as `schemaProblem`
 */
export function jsonValidator(schema: z.ZodType): MiddlewareHandler<ServerEnv> {
  return (c, next) => {
    const value = parsed(c.get("json") ?? "");
    const result = schema.safeParse(value);
    if (!result.success) throw schemaProblem(result.error.issues, value);
    c.req.addValidatedData("json", result.data as object);
    return next();
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("invalid_json", "the body is not JSON");
  }
}
