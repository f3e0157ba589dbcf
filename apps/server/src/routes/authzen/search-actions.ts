import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../../house.ts";
import { answerJson, requestJson } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { withDeadline } from "../with-deadline.ts";
import { AUTHZEN_PROBLEMS, authzenRoute } from "./authzen-route.ts";
import { context, resource, subject } from "./entities.ts";
import { ACTIONS, found, orNothing, PAGE } from "./found.ts";
import { AUTHZEN_PATHS } from "./names.ts";
import { contextOf } from "./question.ts";

const WANTED = z.object({ subject, resource, context, page: PAGE }).openapi("ActionSearch");

/** What may that subject do to this resource? Always on one page. AuthZEN 1.0, Action Search API. */
export function searchActionsRoutes(house: House) {
  const route = createRoute({
    path: AUTHZEN_PATHS.search_action_endpoint,
    operationId: "searchActions",
    summary: "AuthZEN: what may that subject do to this resource?",
    ...authzenRoute(house),
    request: requestJson(WANTED),
    responses: { 200: answerJson("All permissions of the model that it has.", ACTIONS), ...AUTHZEN_PROBLEMS },
  });
  return router().openapi(route, async (c) => {
    const actions = await orNothing(actionsOf(house, c.req.valid("json")), found([]));
    return c.json(actions, 200, NO_STORE);
  });
}

async function actionsOf(house: House, wanted: z.infer<typeof WANTED>): Promise<z.infer<typeof ACTIONS>> {
  const { subject: of, resource: on } = wanted;
  const { allowed, conditional } = await house.relata.permissionsOn(
    { type: of.type, id: of.id },
    { type: on.type, id: on.id },
    withDeadline(house, given({ resource: on.properties, context: contextOf(wanted) })),
  );
  const waiting = conditional.map(({ permission }) => permission);
  const results = allowed.map((name) => ({ name }));
  return found(results, waiting.length > 0 ? { conditional: waiting } : {});
}
