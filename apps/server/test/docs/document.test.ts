import { readFileSync } from "node:fs";
import type { z } from "@hono/zod-openapi";
import { PROBLEM_STATUS } from "@relata/server";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../src/openapi/examples.ts";
import { keyed } from "../keyed/keyed-situation.ts";
import { serve } from "../situation.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}

interface Document {
  readonly servers: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties: { readonly code: { readonly enum: string[] } } }>>;
  };
}

const committed = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as Document;
const operations = Object.values(committed.paths).flatMap((methods) => Object.values(methods));

test("the description is OpenAPI 3.1, also that of a server behind a path and of one without keys", async () => {
  const below = { issuer: "https://example.com/authz", audiences: ["x"], encryption: "plain", algorithm: "ES256" };
  const behind = await keyed({ issuer: below as never });
  const documents = [committed];
  for (const { app } of [behind, await serve()])
    documents.push((await (await app.request("/openapi.json")).json()) as Document);
  for (const document of documents) {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as never);
    expect([validator.version, valid, errors]).toEqual(["3.1", true, undefined]);
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  }
  const broken = { ...committed, paths: { "/livez": { get: { responses: 1 } } } };
  expect((await new Validator().validate(broken as never)).valid).toBe(false);
});

test("every route has a name that programs can use, a summary, and one subject that is listed", () => {
  const tags = committed.tags.map(({ name }) => name);
  for (const { operationId, summary, tags: own } of operations) {
    expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary).toMatch(/^[A-Z].*[.?]$/);
    expect(own).toHaveLength(1);
    expect(tags).toContain(own[0]);
  }
  expect(new Set(operations.flatMap((one) => one.tags))).toEqual(new Set(tags));
  expect(committed.servers).toHaveLength(1);
});

test("every code of a problem is in the description, and no other", () => {
  const { Problem, ItemProblem } = committed.components.schemas;
  for (const schema of [Problem, ItemProblem])
    expect(schema?.properties.code.enum.toSorted()).toEqual(Object.keys(PROBLEM_STATUS).toSorted());
});

test("whatever takes JSON has an example, which its schema takes, and there is no other example", async () => {
  const taking = operations.filter(({ requestBody }) => requestBody?.content["application/json"] !== undefined);
  expect(taking.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  const { app } = await keyed();
  const routes = app.openAPIRegistry.definitions.flatMap((one) => (one.type === "route" ? [one.route] : []));
  for (const { operationId, requestBody } of taking) {
    const route = routes.find((one) => one.operationId === operationId);
    const json = route?.request?.body?.content["application/json"] as { readonly schema: z.ZodType } | undefined;
    const example = requestBody?.content["application/json"]?.example;
    expect([operationId, json?.schema.safeParse(example).error]).toEqual([operationId, undefined]);
  }
});
