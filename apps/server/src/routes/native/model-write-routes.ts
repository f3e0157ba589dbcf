import { createRoute, z } from "@hono/zod-openapi";
import { modelHash, type Relata } from "@relata/core";
import { diffModels } from "@relata/diff";
import type { Model } from "@relata/model";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { given } from "../given.ts";
import { NO_STORE, router } from "../router.ts";
import { securedBody } from "../secured.ts";
import { servedModel } from "./model-routes.ts";
import { CHANGES, ENTRY, entryBody, STRANDED } from "./model-schemas.ts";
import { isOneSource, modelOf, ONE_SOURCE, SOURCE } from "./model-source.ts";
import { sent } from "./sent.ts";

const PLAN = z.strictObject({
  hash: z.string(),
  isApplied: z.boolean(),
  applied: ENTRY.optional(),
  changes: CHANGES,
  stranded: STRANDED,
});

const APPLIED = z.strictObject({
  entry: ENTRY,
  recorded: z.boolean(),
  deleted: STRANDED,
  token: z.string(),
  isServed: z.boolean(),
});

/**
 * Records a model as the applied one, where everything live fits it, or says what it would do. The server goes on answering under
 * the model that it was started with, and says whether that is this one.
 */
export function modelWriteRoutes(house: House) {
  const { relata, access } = house;
  const route = createRoute({
    method: "put",
    path: "/v1/model",
    operationId: "applyModel",
    summary: "Record a model as the applied one, or, with `dryRun`, say what that would do.",
    ...securedBody(house, { relation: "manage_models" }),
    request: requestJson(
      z
        .strictObject({
          ...SOURCE,
          message: z.string().max(1_000).optional(),
          after: z.int().min(0).optional(),
          deleteStranded: z.boolean().default(false),
          dryRun: z.boolean().default(false),
        })
        .refine(isOneSource, ONE_SOURCE),
    ),
    responses: {
      200: answerJson("What was recorded; of a dry run, the plan.", z.union([APPLIED, PLAN])),
      ...problems(...WITH_BODY, 409),
    },
  });
  return router().openapi(route, async (c) => {
    const { text, files, message, after, deleteStranded, dryRun } = c.req.valid("json");
    // Why: what does not fit is tuples, and to delete those is another right.
    if (deleteStranded) await access.demand(c.var.principal, "write_tuples");
    const model = modelOf({ text, files });
    if (dryRun) return c.json(await planOf(relata, model), 200, NO_STORE);
    const { entry, recorded, deleted, token } = await relata.apply(
      model,
      given({ text, message, after, deleteStranded }),
    );
    const isServed = entry.hash === (await modelHash(servedModel(relata)));
    return c.json({ entry: entryBody(entry), recorded, deleted: sent(deleted), token, isServed }, 200, NO_STORE);
  });
}

async function planOf(relata: Relata, model: Model): Promise<z.infer<typeof PLAN>> {
  const { hash, applied, isApplied, stranded } = await relata.plan(model);
  const before = await relata.appliedModel(applied?.number);
  return {
    hash,
    isApplied,
    ...(applied !== undefined && { applied: entryBody(applied) }),
    changes: before === undefined ? [] : diffModels(before.model, model).map((change) => ({ ...change })),
    stranded: sent(stranded),
  };
}
