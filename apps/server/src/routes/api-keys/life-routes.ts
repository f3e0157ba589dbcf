import { createRoute, z } from "@hono/zod-openapi";
import type { KeyedHouse } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY, WITHOUT_BODY } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { text } from "../schemas.ts";
import { secured, securedBody } from "../secured.ts";
import { CREATED, createdBody, KEY, keyBody } from "./key-body.ts";
import { NEW_KEY } from "./key-routes.ts";

const ONE = { params: z.object({ id: text }) };
const ROTATION = z.strictObject({ graceSeconds: z.number().min(0).optional() });
const IMPORT = z.strictObject({ ...NEW_KEY.shape, hash: text, lastFour: z.string().optional() });

const VERBS = [
  ["disable", "Switch a key off."],
  ["enable", "Switch a key on again."],
  ["revoke", "End a key for good."],
] as const;

/** What becomes of a key: on, off, another secret, the end. */
export function lifeRoutes(house: KeyedHouse) {
  const { keys } = house;
  const path = "/v1/api-keys/{id}";
  const answers = { 200: answerJson("The key.", KEY), ...problems(...WITHOUT_BODY, 404, 409) };
  const about = (verb: (typeof VERBS)[number][0], summary: string) =>
    createRoute({
      method: "post",
      path: `${path}/${verb}`,
      summary,
      ...secured(house),
      request: ONE,
      responses: answers,
    });
  const rotate = createRoute({
    method: "post",
    path: `${path}/rotate`,
    summary: "A new secret; the id, and so every decision, stays.",
    ...securedBody(house, {}, true),
    request: { ...ONE, body: { required: false, content: { "application/json": { schema: ROTATION } } } },
    responses: { 200: answerJson("The key with its new secret.", CREATED), ...problems(...WITH_BODY, 404, 409) },
  });
  const purge = createRoute({
    method: "delete",
    path,
    summary: "Delete a revoked key, and every tuple that names it.",
    ...secured(house),
    request: ONE,
    responses: { 204: { description: "It is gone." }, ...problems(...WITHOUT_BODY, 404, 409) },
  });
  const bring = createRoute({
    method: "post",
    path: "/v1/api-keys/import",
    summary: "Take over a key of another system, of which the hash is known.",
    ...securedBody(house, { relation: "admin" }),
    request: requestJson(IMPORT),
    responses: { 201: answerJson("The key.", KEY), ...problems(...WITH_BODY, 409) },
  });

  const routes = router();
  for (const [verb, summary] of VERBS) {
    routes.openapi(about(verb, summary), async (c) => {
      const [mine, { id }] = [keys.as(c.var.principal), c.req.valid("param")];
      await mine[verb](id);
      return c.json(keyBody(await mine.get(id)), 200, NO_STORE);
    });
  }
  return routes
    .openapi(bring, async (c) => {
      return c.json(keyBody(await keys.as(c.var.principal).import(given(c.req.valid("json")))), 201, NO_STORE);
    })
    .openapi(rotate, async (c) => {
      const options = given(c.req.valid("json"));
      const created = await keys.as(c.var.principal).rotate(c.req.valid("param").id, options);
      return c.json(createdBody(created), 200, NO_STORE);
    })
    .openapi(purge, async (c) => {
      await keys.as(c.var.principal).purge(c.req.valid("param").id);
      return c.body(null, 204, NO_STORE);
    });
}
