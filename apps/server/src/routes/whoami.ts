import { createRoute, z } from "@hono/zod-openapi";
import { formatSubject } from "@relata/model";
import type { House } from "../house.ts";
import { answerJson, problems, WITHOUT_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { secured } from "./secured.ts";

const CALLER = z.object({
  kind: z.enum(["user", "apikey", "service"]),
  subject: z.string(),
  via: z.enum(["key", "token", "session"]),
  mode: z.enum(["own", "inherit", "delegated"]).optional(),
  owner: z.string().optional(),
  organization: z.string().optional(),
  environment: z.string().optional(),
});

/** Who is calling, as the server sees it. */
export function whoamiRoutes(house: House) {
  const route = createRoute({
    method: "get",
    path: "/v1/whoami",
    operationId: "whoami",
    summary: "Who is calling?",
    ...secured(house, { organization: "optional" }),
    responses: { 200: answerJson("The caller.", CALLER), ...problems(...WITHOUT_BODY) },
  });
  return router().openapi(route, (c) => {
    const { kind, subject, via, mode, owner, organization, environment } = c.var.principal;
    return c.json(
      {
        kind,
        subject: formatSubject(subject),
        via,
        ...(mode !== undefined && { mode }),
        ...(owner !== undefined && { owner: formatSubject(owner) }),
        ...(organization !== undefined && { organization }),
        ...(environment !== undefined && { environment }),
      },
      200,
      NO_STORE,
    );
  });
}
