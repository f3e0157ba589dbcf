import { createRoute, type OpenAPIHono, type RouteConfigToTypedResponse, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ToSchema } from "hono/types";
import type { ServerEnv } from "../server-env.ts";
import { answerJson, problems } from "./described.ts";
import { router } from "./router.ts";
import { unsecured } from "./secured.ts";

const MAX_AGE_SECONDS = 3_600;

/** A document in which a server says where the rest is. */
interface WellKnown<P extends string, T extends z.ZodType> {
  readonly path: P;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly schema: T;
}

type Answer<P extends string, T extends z.ZodType> = RouteConfigToTypedResponse<ReturnType<typeof at<P, T>>>;
/** Why it is said: what is inferred names types of a library behind the library, which a declaration cannot reach. */
type Routes<P extends string, T extends z.ZodType> = OpenAPIHono<ServerEnv, ToSchema<"get", P, object, Answer<P, T>>>;

/**
 * The document at its path, and where the issuer has a path, with that behind it too. RFC 8414 §3.1; AuthZEN 1.0, PDP
 * metadata.
 */
export function wellKnownRoutes<P extends string, T extends z.ZodType>(
  known: WellKnown<P, T>,
  issuer: string,
  document: z.infer<T>,
): Routes<P, T> {
  const answer = (c: Context<ServerEnv>) =>
    c.json(document, 200, { "cache-control": `public, max-age=${MAX_AGE_SECONDS}` });
  const routes = router().openapi(at(known), (c) => answer(c));
  const behind = new URL(issuer).pathname.replace(/\/$/, "");
  const { path, operationId } = known;
  if (behind !== "") {
    routes.openapi(at({ ...known, path: path + behind, operationId: `${operationId}BehindPath` }), (c) => answer(c));
  }
  return routes;
}

function at<P extends string, T extends z.ZodType>({
  path,
  operationId,
  summary,
  description,
  schema,
}: WellKnown<P, T>) {
  return createRoute({
    method: "get",
    path,
    operationId,
    summary,
    ...unsecured("clients ask it before they show anything, and it holds addresses alone"),
    responses: { 200: answerJson(description, schema), ...problems(500) },
  });
}
