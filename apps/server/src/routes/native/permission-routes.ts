import { createRoute, z } from "@hono/zod-openapi";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { withDeadline } from "../with-deadline.ts";
import { HELD } from "./answer-schemas.ts";
import { asSent } from "./as-sent.ts";
import { ASK, subjectAsked } from "./asked.ts";
import { circumstanceFields, OBJECT, SUBJECT } from "./question-schemas.ts";
import { sent } from "./sent.ts";

const MOST = 1_000;
const names = z.array(text).max(MOST);

const ENTRIES = z.object({ entries: z.array(HELD) });

/** What a subject may do: on types and objects, or, with `object`, on that one with attributes of the request. */
export function permissionRoutes(house: House) {
  const { relata, limits } = house;
  const wanted = z
    .strictObject({
      subject: SUBJECT.optional(),
      object: OBJECT.optional(),
      resource: attributes.optional(),
      types: names.optional(),
      objects: z.array(OBJECT).max(MOST).optional(),
      permissions: names.optional(),
      ...circumstanceFields(limits),
    })
    .refine(isOfOne, {
      path: ["object"],
      error: "goes with `resource`, and without `types`, `objects` and `permissions`",
    });
  const route = createRoute({
    method: "post",
    path: "/v1/permissions",
    operationId: "listPermissions",
    summary: "What may that subject do?",
    ...securedBody(house, { forOthers: ASK }),
    request: requestJson(wanted),
    responses: {
      200: answerJson(
        "All entries. An object with one has exactly its permissions; any other of the types those of `type:*`, or none.",
        ENTRIES,
      ),
      ...problems(...WITH_BODY, 410),
    },
  });
  return router().openapi(route, async (c) => {
    const { subject: named, object, resource, types, objects, permissions, ...terms } = asSent(c.req.valid("json"));
    const subject = await subjectAsked(house, c.var.principal, { subject: named, tuples: terms.tuples });
    if (object !== undefined) {
      const held = await relata.permissionsOn(subject, object, withDeadline(house, given({ ...terms, resource })));
      return c.json({ entries: [sent(held)] }, 200, NO_STORE);
    }
    const held = await relata.permissionsOf(
      subject,
      withDeadline(house, given({ ...terms, types, objects, permissions })),
    );
    return c.json({ entries: sent(held) }, 200, NO_STORE);
  });
}

interface Wanted {
  readonly object?: unknown;
  readonly resource?: unknown;
  readonly types?: unknown;
  readonly objects?: unknown;
  readonly permissions?: unknown;
}

/** Whether it is of one object, or of none in particular; a part that nothing would read is refused. */
function isOfOne({ object, resource, types, objects, permissions }: Wanted): boolean {
  if (object === undefined) return resource === undefined;
  return types === undefined && objects === undefined && permissions === undefined;
}
