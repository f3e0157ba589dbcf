import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../../house.ts";
import type { RequestLimits } from "../../limits.ts";
import { schemaProblem } from "../../problems/field-problems.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { asSent } from "./as-sent.ts";
import { PRECONDITION } from "./filter-schema.ts";
import { atMost, OBJECT, TUPLE } from "./question-schemas.ts";
import { guardChanges } from "./reserved.ts";

const HEADER = "idempotency-key";
const key = z.string().min(1).max(256);

const WRITTEN = z.object({ token: z.string(), written: z.int(), deleted: z.int(), isRepeat: z.boolean() });

function changesSchema({ writeChanges }: RequestLimits) {
  const tuples = z.array(TUPLE).default([]);
  const setting = z.strictObject({ object: OBJECT, set: attributes.optional(), unset: z.array(text).optional() });
  return z
    .strictObject({
      touch: tuples,
      create: tuples,
      delete: tuples,
      attributes: z.array(setting).default([]),
      preconditions: z.array(PRECONDITION).max(writeChanges, atMost(writeChanges, "preconditions")).optional(),
      idempotencyKey: key.optional(),
    })
    .refine(
      ({ touch, create, delete: ended, attributes: set }) =>
        touch.length + create.length + ended.length + set.length <= writeChanges,
      atMost(writeChanges, "changes"),
    );
}

/** Tuples and attributes: all of the changes, or none. */
export function writeRoutes(house: House) {
  const { relata, limits } = house;
  const route = createRoute({
    method: "post",
    path: "/v1/tuples/write",
    operationId: "writeTuples",
    summary: "Write and delete tuples, and set attributes: all of it, or nothing.",
    ...securedBody(house, { relation: "write_tuples" }),
    request: {
      ...requestJson(changesSchema(limits)),
      headers: z.object({ [HEADER]: key.optional() }),
    },
    responses: {
      200: answerJson("What was written, with the token of the state after it.", WRITTEN),
      ...problems(...WITH_BODY, 409),
    },
  });
  return router().openapi(route, async (c) => {
    const changes = asSent(c.req.valid("json"));
    const name = sameKey(changes.idempotencyKey, c.req.valid("header")[HEADER]);
    await guardChanges(house, c.var.principal, changes);
    const written = await relata.write({ ...changes, ...(name !== undefined && { idempotencyKey: name }) });
    return c.json({ ...written }, 200, NO_STORE);
  });
}

/** The name of the write, which may stand in either place. @throws Problem `invalid_request` for two different ones */
function sameKey(field: string | undefined, header: string | undefined): string | undefined {
  if (field === undefined || header === undefined || field === header) return field ?? header;
  const message = "is another than that of the header `Idempotency-Key`";
  throw schemaProblem([{ code: "custom", path: ["idempotencyKey"], message, input: field }], {});
}
