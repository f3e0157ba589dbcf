import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../house.ts";
import { answerJson, problems } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { unsecured } from "./secured.ts";

const HEALTH = z.object({ status: z.literal("ok") });
const OK = { status: "ok" } as const;
const lives = { 200: answerJson("It does.", HEALTH) };
const isReady = { 200: answerJson("It does.", HEALTH), ...problems(500, 503) };

/** Whether the server lives, and whether its database answers. */
export function healthRoutes({ relata }: Pick<House, "relata">) {
  const open = unsecured("balancers ask it, and the answer says nothing");
  const alive = <P extends string>(path: P, operationId: string) =>
    createRoute({ method: "get", path, operationId, summary: "Does it live?", ...open, responses: lives });
  const ready = createRoute({
    method: "get",
    path: "/readyz",
    operationId: "isReady",
    summary: "Does its database answer?",
    ...open,
    responses: isReady,
  });
  return router()
    .openapi(alive("/api/health", "isHealthy"), (c) => c.json(OK, 200, NO_STORE))
    .openapi(alive("/livez", "isAlive"), (c) => c.json(OK, 200, NO_STORE))
    .openapi(ready, async (c) => {
      await relata.token();
      return c.json(OK, 200, NO_STORE);
    });
}
