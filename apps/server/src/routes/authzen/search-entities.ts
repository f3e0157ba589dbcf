import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { withDeadline } from "../with-deadline.ts";
import { AUTHZEN_PROBLEMS, authzenRoute } from "./authzen-route.ts";
import { action, context, resource, sought, subject } from "./entities.ts";
import { ENTITIES, found, foundEntities, orNothing, PAGE, pageInput, type Entities } from "./found.ts";
import { AUTHZEN_PATHS } from "./names.ts";
import { contextOf } from "./question.ts";

const SUBJECTS = z.object({ subject: sought, action, resource, context, page: PAGE }).openapi("SubjectSearch");
const RESOURCES = z.object({ subject, action, resource: sought, context, page: PAGE }).openapi("ResourceSearch");

const responses = {
  200: answerJson("A page of what is found, in the order of ids.", ENTITIES),
  ...AUTHZEN_PROBLEMS,
  ...problems(410),
};

/** Who may do that to this, and to what may they do that? AuthZEN 1.0, Subject Search API and Resource Search API. */
export function searchEntitiesRoutes(house: House) {
  const subjects = createRoute({
    path: AUTHZEN_PATHS.search_subject_endpoint,
    operationId: "searchSubjects",
    summary: "AuthZEN: which subjects may do that to this resource?",
    ...authzenRoute(house),
    request: requestJson(SUBJECTS),
    responses,
  });
  const resources = createRoute({
    path: AUTHZEN_PATHS.search_resource_endpoint,
    operationId: "searchResources",
    summary: "AuthZEN: to which resources may that subject do that?",
    ...authzenRoute(house),
    request: requestJson(RESOURCES),
    responses,
  });
  return router()
    .openapi(subjects, async (c) => c.json(await subjectsOf(house, c.req.valid("json")), 200, NO_STORE))
    .openapi(resources, async (c) => c.json(await resourcesOf(house, c.req.valid("json")), 200, NO_STORE));
}

async function subjectsOf(house: House, wanted: z.infer<typeof SUBJECTS>): Promise<Entities> {
  const { relata, limits } = house;
  const { subject: of, action: to, resource: on, page } = wanted;
  // Why: the engine would list subject sets, which are no entities.
  if (of.type.includes("#")) return found([]);
  const question = given({
    object: { type: on.type, id: on.id },
    permission: to.name,
    type: of.type,
    resource: on.properties,
    context: contextOf(wanted),
  });
  const asked = withDeadline(house, question);
  const listed = async () => foundEntities(await relata.listSubjects(asked, pageInput(page, limits)), of.type);
  return orNothing(listed(), found([]));
}

async function resourcesOf(house: House, wanted: z.infer<typeof RESOURCES>): Promise<Entities> {
  const { relata, limits } = house;
  const { subject: of, action: to, resource: on, page } = wanted;
  const question = {
    subject: { type: of.type, id: of.id },
    permission: to.name,
    type: on.type,
    context: contextOf(wanted),
  };
  const asked = withDeadline(house, question);
  const listed = async () => foundEntities(await relata.listObjects(asked, pageInput(page, limits)), on.type);
  return orNothing(listed(), found([]));
}
