import { createRoute, z } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { answerJson, problems } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { unsecured } from "./secured.ts";

const HEALTH = z.object({ status: z.literal("ok") });
const lives = { 200: answerJson("It does.", HEALTH) };
const isReady = { 200: answerJson("It does.", HEALTH), ...problems(500, 503) };

/** Whether the server lives, and whether its database answers. */
export function healthRoutes(relata: Relata) {
  const open = unsecured("balancers ask it, and the answer says nothing");
  const routes = router();
  for (const path of ["/api/health", "/livez"]) {
    routes.openapi(createRoute({ method: "get", path, summary: "Does it live?", ...open, responses: lives }), (c) =>
      c.json({ status: "ok" as const }, 200, NO_STORE),
    );
  }
  return routes.openapi(
    createRoute({ method: "get", path: "/readyz", summary: "Does its database answer?", ...open, responses: isReady }),
    async (c) => {
      await relata.token();
      return c.json({ status: "ok" as const }, 200, NO_STORE);
    },
  );
}
