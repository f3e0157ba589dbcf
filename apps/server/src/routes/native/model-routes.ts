import { createRoute, z } from "@hono/zod-openapi";
import { modelHash, type Relata } from "@relata/core";
import { diffModels } from "@relata/diff";
import { isReservedType } from "@relata/keys";
import { compile, formatDiagnostic, printModel, type Compilation } from "@relata/language";
import type { Model } from "@relata/model";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY, WITHOUT_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { secured, securedBody } from "../secured.ts";
import { ASK } from "./asked.ts";
import { CHANGES, DIAGNOSTIC, ENTRY, entryBody } from "./model-schemas.ts";
import { filesOf, isOneSource, modelOf, ONE_SOURCE, SOURCE } from "./model-source.ts";

const MODEL = z.object({ hash: z.string(), mid: z.string(), text: z.string(), applied: ENTRY.optional() });
const VALIDATION = z.object({ hash: z.string().optional(), diagnostics: z.array(DIAGNOSTIC) });

/** The model that answers: to read, and to hold another beside it. It is the application's; what keys need is not shown. */
export function modelRoutes(house: House) {
  const { relata } = house;
  const read = createRoute({
    method: "get",
    path: "/v1/model",
    operationId: "readModel",
    summary: "The model that answers, and the one that is recorded as applied.",
    ...secured(house, { relation: ASK }),
    responses: {
      200: answerJson("The model; `mid` is what tokens name it by.", MODEL),
      ...problems(...WITHOUT_BODY),
    },
  });
  const validate = createRoute({
    method: "post",
    path: "/v1/model/validate",
    operationId: "validateModel",
    summary: "Is that a model? It is where there is a `hash`.",
    ...securedBody(house, { relation: ASK }),
    request: requestJson(
      z.strictObject({ ...SOURCE, lint: z.boolean().default(false) }).refine(isOneSource, ONE_SOURCE),
    ),
    responses: {
      200: answerJson("All that is wrong with it, and all that is doubtful.", VALIDATION),
      ...problems(...WITH_BODY),
    },
  });
  const diff = createRoute({
    method: "post",
    path: "/v1/model/diff",
    operationId: "diffModel",
    summary: "What changes from the model that answers to that one?",
    ...securedBody(house, { relation: ASK }),
    request: requestJson(z.strictObject(SOURCE).refine(isOneSource, ONE_SOURCE)),
    responses: {
      200: answerJson("The changes, as data and in words.", z.object({ hash: z.string(), changes: CHANGES })),
      ...problems(...WITH_BODY),
    },
  });
  return router()
    .openapi(read, async (c) => c.json(await modelBody(relata), 200, NO_STORE))
    .openapi(validate, async (c) => {
      const { lint, ...source } = c.req.valid("json");
      return c.json(await validation(compile(filesOf(source), { lint })), 200, NO_STORE);
    })
    .openapi(diff, async (c) => {
      const model = modelOf(c.req.valid("json"));
      const changes = diffModels(servedModel(relata), model).map((change) => ({ ...change }));
      return c.json({ hash: await modelHash(model), changes }, 200, NO_STORE);
    });
}

/** The application's part of the model that answers. */
export function servedModel({ model }: Relata): Model {
  return { ...model, types: model.types.filter(({ name }) => !isReservedType(name)) };
}

async function modelBody(relata: Relata): Promise<z.infer<typeof MODEL>> {
  const model = servedModel(relata);
  const hash = await modelHash(model);
  const applied = await relata.appliedModel();
  return {
    hash,
    mid: await modelHash(relata.model),
    // As a person wrote it, where that is known.
    text: (applied?.hash === hash ? applied.text : undefined) ?? printModel(model),
    ...(applied !== undefined && { applied: entryBody(applied) }),
  };
}

async function validation({ model, diagnostics, files }: Compilation): Promise<z.infer<typeof VALIDATION>> {
  return {
    ...(model !== undefined && { hash: await modelHash(model) }),
    diagnostics: diagnostics.map((one) => {
      const { text = "" } = files.find(({ path }) => path === one.span.path) ?? {};
      return { ...one, span: { ...one.span }, rendered: formatDiagnostic(one, text) };
    }),
  };
}
