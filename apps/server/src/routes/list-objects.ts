import { createRoute, z } from "@hono/zod-openapi";
import type { Listed, ListingPage } from "@relata/core";
import { subjectOf, type Principal } from "@relata/keys";
import { WILDCARD } from "@relata/model";
import type { House } from "../house.ts";
import { answerJson, problems, requestJson, WITH_BODY, WITHOUT_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { text } from "./schemas.ts";
import { secured, securedBody } from "./secured.ts";
import { withDeadline } from "./with-deadline.ts";

const MOST = 200;
const USUAL = 100;

const shared = { entityType: text, permission: text, cursor: text.optional() };
const BODY = z.strictObject({ ...shared, limit: z.int().min(1).max(MOST).default(USUAL) });
const QUERY = z.strictObject({ ...shared, limit: z.coerce.number().int().min(1).max(MOST).default(USUAL) });

const PAGE = z.object({
  items: z.array(z.object({ entityId: z.string(), abac_required: z.boolean() })),
  pagination: z.object({ nextCursor: z.string().nullable(), hasMore: z.boolean(), limit: z.int() }),
  wildcardGrant: z.boolean(),
  wildcard: z.object({ abac_required: z.boolean(), except: z.array(z.string()) }).optional(),
});

type Wanted = z.infer<typeof BODY>;
type Page = z.infer<typeof PAGE>;

/**
 * What the caller may do that to. `wildcardGrant` says from the first page on whether everything of the type is among it that has no
 * entry; what is not is in `wildcard.except`, on the last page.
 */
export function listObjectsRoutes(house: House) {
  const path = "/api/auth/list-objects";
  const summary = "What may the caller do that to?";
  const answer = answerJson("A page, in the order of ids.", PAGE);
  const get = createRoute({
    method: "get",
    path,
    operationId: "listOwnObjects",
    summary,
    ...secured(house),
    request: { query: QUERY },
    responses: { 200: answer, ...problems(...WITHOUT_BODY, 404, 410) },
  });
  const post = createRoute({
    method: "post",
    path,
    operationId: "searchOwnObjects",
    summary,
    ...securedBody(house),
    request: requestJson(BODY),
    responses: { 200: answer, ...problems(...WITH_BODY, 404, 410) },
  });
  return router()
    .openapi(get, async (c) => c.json(await pageOf(house, c.var.principal, c.req.valid("query")), 200, NO_STORE))
    .openapi(post, async (c) => c.json(await pageOf(house, c.var.principal, c.req.valid("json")), 200, NO_STORE));
}

/** The cursor of the engine, behind what the first page said of the wildcard, so that every page says the same. */
async function pageOf(house: House, principal: Principal, wanted: Wanted): Promise<Page> {
  const { entityType: type, permission, limit, cursor } = wanted;
  const { relata } = house;
  const question = withDeadline(house, { subject: subjectOf(principal), permission, type });
  if (cursor !== undefined) {
    const page = await relata.listObjects(question, { limit, after: cursor.slice(1) });
    return toPage(page, wanted, cursor.startsWith("1"));
  }
  const consistency = { exactly: await relata.token() };
  const whole = await relata.check({ ...question, object: { type, id: WILDCARD }, consistency });
  const page = await relata.listObjects({ ...question, consistency }, { limit });
  return toPage(page, wanted, whole.outcome === "allowed");
}

function toPage({ entries, next }: ListingPage, { entityType, limit }: Wanted, wildcardGrant: boolean): Page {
  const idOf = (reference: string) => reference.slice(entityType.length + 1);
  const whole = entries.find(({ except }) => except !== undefined);
  const single = entries.filter((entry) => entry !== whole);
  return {
    items: single.map((entry) => ({ entityId: idOf(entry.reference), abac_required: isOpen(entry) })),
    pagination: {
      nextCursor: next === undefined ? null : `${wildcardGrant ? 1 : 0}${next}`,
      hasMore: next !== undefined,
      limit,
    },
    wildcardGrant,
    ...(whole !== undefined && {
      wildcard: { abac_required: isOpen(whole), except: (whole.except ?? []).map((one) => idOf(one)) },
    }),
  };
}

function isOpen({ outcome }: Listed): boolean {
  return outcome === "conditional";
}
