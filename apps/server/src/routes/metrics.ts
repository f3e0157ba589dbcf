import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../house.ts";
import { problems, WITHOUT_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { secured } from "./secured.ts";

/** What is counted, for Prometheus, which shows its key as a bearer. */
export function metricsRoutes(house: House) {
  const route = createRoute({
    method: "get",
    path: "/metrics",
    operationId: "readMetrics",
    summary: "What is counted, for Prometheus.",
    ...secured(house, { relation: "admin" }),
    responses: {
      200: { description: "The counts now.", content: { "text/plain": { schema: z.string() } } },
      ...problems(...WITHOUT_BODY),
    },
  });
  return router().openapi(route, async (c) => {
    const { text, contentType } = house.metrics;
    return c.body(await text(), 200, { ...NO_STORE, "content-type": contentType }) as never;
  });
}
