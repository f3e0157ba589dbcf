import { createRoute, z } from "@hono/zod-openapi";
import { renderExpansion, renderExplanation } from "@relata/core";
import type { House } from "../../house.ts";
import { problems, requestJson, WITH_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { withDeadline } from "../with-deadline.ts";
import { asSent } from "./as-sent.ts";
import { ASK } from "./asked.ts";
import { questionSchema } from "./decision-routes.ts";
import { EXPANSION } from "./expansion-schemas.ts";
import { OBJECT, SUBJECT, termFields } from "./question-schemas.ts";
import { EXPLANATION } from "./reason-schemas.ts";
import { sent } from "./sent.ts";

const format = z.enum(["json", "text"]).default("json");

/**
 * Why an answer is what it is, and who has a permission at all. Both name tuples of others, so that they take `ask` also of a
 * caller who asks about itself.
 */
export function reasonRoutes(house: House) {
  const { relata, limits } = house;
  const guarding = securedBody(house, { relation: ASK });
  const explain = createRoute({
    method: "post",
    path: "/v1/explain",
    operationId: "explain",
    summary: "Why may that subject do that to this, or not?",
    ...guarding,
    request: requestJson(questionSchema(limits).extend({ subject: SUBJECT, format })),
    responses: { 200: answer("The decision with its reasons.", EXPLANATION), ...problems(...WITH_BODY, 410) },
  });
  const expand = createRoute({
    method: "post",
    path: "/v1/expand",
    operationId: "expand",
    summary: "Who may do that to this, as an algebra of sets?",
    ...guarding,
    request: requestJson(
      z.strictObject({
        object: OBJECT,
        permission: text,
        depth: z.enum(["shallow", "deep"]).optional(),
        ...termFields(limits),
        format,
      }),
    ),
    responses: { 200: answer("The names with their trees.", EXPANSION), ...problems(...WITH_BODY, 410) },
  });
  return router()
    .openapi(explain, async (c) => {
      const { format: form, ...wanted } = asSent(c.req.valid("json"));
      const explanation = await relata.explain(withDeadline(house, wanted));
      if (form === "text") return c.text(`${renderExplanation(explanation)}\n`, 200, NO_STORE) as never;
      return c.json(sent(explanation), 200, NO_STORE);
    })
    .openapi(expand, async (c) => {
      const { format: form, ...wanted } = asSent(c.req.valid("json"));
      const expansion = await relata.expand(withDeadline(house, wanted));
      if (form === "text") return c.text(`${renderExpansion(expansion)}\n`, 200, NO_STORE) as never;
      return c.json(sent(expansion), 200, NO_STORE);
    });
}

/** Why the type knows nothing of text: it would give text the type of the reasons, and write that out a second time. */
function answer<T extends z.ZodType>(description: string, schema: T) {
  const content = { "application/json": { schema }, "text/plain": { schema: z.string() } } as const;
  return { description, content: content as Pick<typeof content, "application/json"> };
}
