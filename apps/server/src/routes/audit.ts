import { createRoute, z } from "@hono/zod-openapi";
import type { KeyedHouse } from "../house.ts";
import { answerJson, problems, WITHOUT_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { text, time, timeText } from "./schemas.ts";
import { secured } from "./secured.ts";

const optional = z.string().optional();
const ROW = z.object({
  at: time,
  event: z.string(),
  outcome: z.enum(["allowed", "refused"]),
  reason: optional,
  key: optional,
  lastFour: optional,
  by: optional,
  address: optional,
  agent: optional,
  requestId: optional,
  route: optional,
});

const PAGE = z.object({ rows: z.array(ROW), next: z.int().optional() });
const WANTED = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  before: z.coerce.number().int().min(0).optional(),
  key: text.optional(),
});

/** Attempts to authenticate and changes of keys, newest first. For those who manage keys. */
export function auditRoutes(house: KeyedHouse) {
  const route = createRoute({
    method: "get",
    path: "/v1/audit",
    operationId: "readAudit",
    summary: "What was attempted, and what was changed.",
    ...secured(house, { relation: "manage_keys" }),
    request: { query: WANTED },
    responses: { 200: answerJson("A page, newest first.", PAGE), ...problems(...WITHOUT_BODY) },
  });
  return router().openapi(route, async (c) => {
    const { limit, before, key } = c.req.valid("query");
    await house.keys.flush();
    const page = { limit, ...(before !== undefined && { before }), ...(key !== undefined && { key }) };
    const { rows, next } = await house.keys.audit(page);
    const said = rows.map(({ at, ...row }) => ({ at: timeText(at), ...row }));
    return c.json({ rows: said, ...(next !== undefined && { next }) }, 200, NO_STORE);
  });
}
