import type { OpenAPIHono } from "@hono/zod-openapi";
import { policyOf } from "../access/stated.ts";
import { policyDescription } from "../routes/described.ts";
import type { ServerEnv } from "../server-env.ts";
import { EXAMPLES } from "./examples.ts";
import { TAG_LIST, tagsOf } from "./tags.ts";

const CONFIG = {
  openapi: "3.1.0",
  info: {
    title: "relata",
    version: "1",
    description: "Who may do what to what: the questions, what answers them, and keys with their tokens.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "/", description: "The server that this is of." }],
  tags: TAG_LIST,
};

type Document = ReturnType<OpenAPIHono<ServerEnv>["getOpenAPI31Document"]>;

/** The ways to show a credential, by the names that routes use for them. */
export function describeSecurity(app: OpenAPIHono<ServerEnv>, header = "x-api-key"): void {
  const register = app.openAPIRegistry.registerComponent.bind(app.openAPIRegistry, "securitySchemes");
  register("apiKey", { type: "apiKey", in: "header", name: header, description: "A key." });
  register("bearer", { type: "http", scheme: "bearer", description: "A key, or a token that was made of one." });
  register("client", { type: "http", scheme: "basic", description: "The id of a key, and its secret. RFC 6749." });
}

/**
 * All routes that were made with `app.openapi`, the application's own too, as OpenAPI 3.1. Who may call each is read from the
 * policy that stands before it: what is said and what is done cannot differ.
 */
export function openapiDocument(app: OpenAPIHono<ServerEnv>): Document {
  const document = app.getOpenAPI31Document(CONFIG);
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const said = Object.entries(operations as Readonly<Record<string, Operation>>).map(([method, operation]) => {
      const policy = policyOf(app, method.toUpperCase(), path.replaceAll(/\{(.+?)\}/g, ":$1"));
      const policed = { ...(policy !== undefined && policyDescription(policy)), ...operation };
      return [method, { tags: tagsOf(path), ...withExample(policed) }] as const;
    });
    return [path, Object.fromEntries(said)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

interface Operation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
}

function withExample(operation: Operation): object {
  const { operationId = "", requestBody } = operation;
  const json = requestBody?.content["application/json"];
  const example = EXAMPLES[operationId];
  if (json === undefined || example === undefined) return operation;
  return { ...operation, requestBody: { ...requestBody, content: { "application/json": { ...json, example } } } };
}
