import { createRoute, z } from "@hono/zod-openapi";
import { revocationsSince } from "@relata/keys";
import type { KeyedHouse } from "../house.ts";
import { answerJson, problems, WITHOUT_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { text, time } from "./schemas.ts";
import { secured } from "./secured.ts";

const LIST = z.object({ revocations: z.array(z.object({ apiKeyId: z.string(), revokedAt: time })) });

/** The keys whose tokens count no more: what verifiers ask for every few seconds. For whoever has a credential. */
export function revocationRoutes(house: KeyedHouse) {
  const route = createRoute({
    method: "get",
    path: "/v1/revocations",
    operationId: "listRevocations",
    summary: "Keys that were revoked, disabled or purged since then.",
    ...secured(house),
    request: { query: z.strictObject({ since: text }) },
    responses: { 200: answerJson("One entry for each key.", LIST), ...problems(...WITHOUT_BODY) },
  });
  return router().openapi(route, async (c) => {
    const { revocations } = await revocationsSince(house.keyStore, c.req.valid("query").since);
    return c.json({ revocations: [...revocations] }, 200, NO_STORE);
  });
}
