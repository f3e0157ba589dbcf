import { createRoute, z } from "@hono/zod-openapi";
import type { ConsistencyToken, FilterInput, PreconditionInput } from "@relata/core";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { securedBody } from "../secured.ts";
import { STORED_TUPLE } from "./answer-schemas.ts";
import { asSent } from "./as-sent.ts";
import { ASK } from "./asked.ts";
import { FILTER, PRECONDITION } from "./filter-schema.ts";
import { atMost, CONSISTENCY, pageFields, upTo } from "./question-schemas.ts";
import { guardFilter } from "./reserved.ts";
import { sent } from "./sent.ts";

const token = z.string();
const PAGE = z.object({ tuples: z.array(STORED_TUPLE), token, next: z.string().optional() });
const DELETED = z.union([
  z.strictObject({ deleted: z.int(), isComplete: z.boolean(), token }),
  z.strictObject({ count: z.int(), examples: z.array(STORED_TUPLE), token }),
]);

/** Live tuples by a filter: to read, and to delete. */
export function tupleRoutes(house: House) {
  const { relata, limits } = house;
  const most = limits.writeChanges;
  const read = createRoute({
    method: "post",
    path: "/v1/tuples/read",
    operationId: "readTuples",
    summary: "Live tuples that match, all pages of one state.",
    ...securedBody(house, { relation: ASK }),
    request: requestJson(
      z.strictObject({ filter: FILTER.default({}), consistency: CONSISTENCY.optional(), ...pageFields(limits) }),
    ),
    responses: {
      200: answerJson("A page; the last one has no `next`.", PAGE),
      ...problems(...WITH_BODY, 410),
    },
  });
  const end = createRoute({
    method: "post",
    path: "/v1/tuples/delete",
    operationId: "deleteTuples",
    summary: "Delete live tuples that match, or, with `dryRun`, say how many would be.",
    ...securedBody(house, { relation: "write_tuples" }),
    request: requestJson(
      z
        .strictObject({
          filter: FILTER,
          preconditions: z.array(PRECONDITION).max(most, atMost(most, "preconditions")).optional(),
          limit: upTo(most).default(most),
          dryRun: z.boolean().default(false),
        })
        .refine(({ dryRun, preconditions }) => !dryRun || preconditions === undefined, {
          path: ["preconditions"],
          error: "are not looked at in a dry run: leave them out",
        }),
    ),
    responses: {
      200: answerJson("What was deleted, in one transaction; while it is not complete, ask again.", DELETED),
      ...problems(...WITH_BODY, 409),
    },
  });
  return router()
    .openapi(read, async (c) => {
      const { filter, cursor, ...options } = asSent(c.req.valid("json"));
      const page = await relata.tuples(filter, { ...options, ...(cursor !== undefined && { after: cursor }) });
      const { tuples, token: at, next } = page;
      return c.json({ tuples: sent(tuples), token: at, ...(next !== undefined && { next }) }, 200, NO_STORE);
    })
    .openapi(end, async (c) => {
      const { filter, preconditions = [], limit, dryRun } = asSent(c.req.valid("json"));
      await guardFilter(house, c.var.principal, filter);
      if (!dryRun) return c.json(await deleteSome(house, filter, preconditions, limit), 200, NO_STORE);
      const preview = await relata.deleteMatching(filter, { preview: true });
      return c.json(sent(preview), 200, NO_STORE);
    });
}

/** One transaction of a deletion: it is ended as soon as that is over. */
async function deleteSome(
  { relata }: House,
  filter: FilterInput,
  preconditions: readonly PreconditionInput[],
  batch: number,
): Promise<{ deleted: number; isComplete: boolean; token: ConsistencyToken }> {
  const once = new AbortController();
  const onProgress = () => once.abort();
  const deleted = await relata.deleteMatching(filter, { batch, preconditions, onProgress, signal: once.signal });
  return { ...deleted };
}
