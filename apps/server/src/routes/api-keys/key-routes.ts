import { createRoute, z } from "@hono/zod-openapi";
import { ENVIRONMENTS, KEY_KINDS } from "@relata/keys";
import type { KeyedHouse } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY, WITHOUT_BODY } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { secured, securedBody } from "../secured.ts";
import { CREATED, createdBody, KEY, KEY_INPUT, keyBody } from "./key-body.ts";

const MOST = 200;
const MOST_TUPLES = 1_000;

const POLICY = z.strictObject({ name: text, parameters: attributes.optional() }).transform(given);

/** A tuple of the key that is made: without a subject, which is the key. */
const TUPLE = z.union([
  text,
  z
    .strictObject({
      object: text,
      relation: text,
      policy: POLICY.optional(),
      from: text.optional(),
      until: text.optional(),
    })
    .transform(given),
]);

export const NEW_KEY = z.strictObject({
  ...KEY_INPUT,
  name: z.string(),
  kind: z.enum(KEY_KINDS).optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
  mode: z.enum(["own", "inherit", "delegated"]).optional(),
  owner: text.optional(),
  organization: text.optional(),
  tuples: z.array(TUPLE).max(MOST_TUPLES).optional(),
});

const WANTED = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST).optional(),
  after: text.optional(),
  owner: text.optional(),
  organization: text.optional(),
});

const ONE = { params: z.object({ id: text }) };

/** Keys of the caller, and for those who manage keys, of everybody. */
export function keyRoutes(house: KeyedHouse) {
  const { keys } = house;
  const path = "/v1/api-keys";
  const create = createRoute({
    method: "post",
    path,
    operationId: "createKey",
    summary: "Make a key. Its secret is in this answer, and in no other.",
    ...securedBody(house),
    request: requestJson(NEW_KEY),
    responses: { 201: answerJson("The key with its secret.", CREATED), ...problems(...WITH_BODY, 409) },
  });
  const list = createRoute({
    method: "get",
    path,
    operationId: "listKeys",
    summary: "The caller's keys.",
    ...secured(house),
    request: { query: WANTED },
    responses: {
      200: answerJson("A page, in the order of ids.", z.object({ keys: z.array(KEY), next: z.string().optional() })),
      ...problems(...WITHOUT_BODY),
    },
  });
  const get = createRoute({
    method: "get",
    path: `${path}/{id}` as const,
    operationId: "readKey",
    summary: "A key.",
    ...secured(house),
    request: ONE,
    responses: { 200: answerJson("The key.", KEY), ...problems(...WITHOUT_BODY, 404) },
  });
  const update = createRoute({
    method: "patch",
    path: `${path}/{id}` as const,
    operationId: "updateKey",
    summary: "Change what is said of a key.",
    ...securedBody(house),
    request: { ...ONE, ...requestJson(z.strictObject(KEY_INPUT)) },
    responses: { 200: answerJson("The key.", KEY), ...problems(...WITH_BODY, 404, 409) },
  });

  return router()
    .openapi(create, async (c) => {
      const created = await keys.as(c.var.principal).create(given(c.req.valid("json")));
      return c.json(createdBody(created), 201, { ...NO_STORE, location: `${path}/${created.key.id}` });
    })
    .openapi(list, async (c) => {
      const { keys: found, next } = await keys.as(c.var.principal).list(given(c.req.valid("query")));
      return c.json({ keys: found.map(keyBody), ...(next !== undefined && { next }) }, 200, NO_STORE);
    })
    .openapi(get, async (c) => {
      return c.json(keyBody(await keys.as(c.var.principal).get(c.req.valid("param").id)), 200, NO_STORE);
    })
    .openapi(update, async (c) => {
      const changed = given(c.req.valid("json"));
      return c.json(keyBody(await keys.as(c.var.principal).update(c.req.valid("param").id, changed)), 200, NO_STORE);
    });
}
