import { createRoute, z } from "@hono/zod-openapi";
import type { Principal } from "@relata/keys";
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

type Verb = "disable" | "enable" | "revoke";

/** What becomes of a key: on, off, another secret, the end. */
export function lifeRoutes(house: KeyedHouse) {
  const { keys } = house;
  const path = "/v1/api-keys/{id}";
  const answers = { 200: answerJson("The key.", KEY), ...problems(...WITHOUT_BODY, 404, 409) };
  const about = <V extends Verb>(verb: V, summary: string) =>
    createRoute({
      method: "post",
      path: `${path}/${verb}` as const,
      operationId: `${verb}Key`,
      summary,
      ...secured(house),
      request: ONE,
      responses: answers,
    });
  const rotate = createRoute({
    method: "post",
    path: `${path}/rotate` as const,
    operationId: "rotateKey",
    summary: "A new secret; the id, and so every decision, stays.",
    ...securedBody(house, {}, true),
    request: { ...ONE, body: { required: false, content: { "application/json": { schema: ROTATION } } } },
    responses: { 200: answerJson("The key with its new secret.", CREATED), ...problems(...WITH_BODY, 404, 409) },
  });
  const purge = createRoute({
    method: "delete",
    path,
    operationId: "purgeKey",
    summary: "Delete a revoked key, and every tuple that names it.",
    ...secured(house),
    request: ONE,
    responses: { 204: { description: "It is gone." }, ...problems(...WITHOUT_BODY, 404, 409) },
  });
  const bring = createRoute({
    method: "post",
    path: "/v1/api-keys/import",
    operationId: "importKey",
    summary: "Take over a key of another system, of which the hash is known.",
    ...securedBody(house, { relation: "admin" }),
    request: requestJson(IMPORT),
    responses: { 201: answerJson("The key.", KEY), ...problems(...WITH_BODY, 409) },
  });

  const turned = async (principal: Principal, verb: Verb, id: string) => {
    const mine = keys.as(principal);
    await mine[verb](id);
    return keyBody(await mine.get(id));
  };
  return router()
    .openapi(about("disable", "Switch a key off."), async (c) =>
      c.json(await turned(c.var.principal, "disable", c.req.valid("param").id), 200, NO_STORE),
    )
    .openapi(about("enable", "Switch a key on again."), async (c) =>
      c.json(await turned(c.var.principal, "enable", c.req.valid("param").id), 200, NO_STORE),
    )
    .openapi(about("revoke", "End a key for good."), async (c) =>
      c.json(await turned(c.var.principal, "revoke", c.req.valid("param").id), 200, NO_STORE),
    )
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
