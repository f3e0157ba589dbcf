import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { ServerEnv } from "@relata/server";
import { expect } from "vitest";
import { keyed, type Keyed } from "../keyed/keyed-situation.ts";

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface Native extends Keyed {
  /** A key that holds these rights on the house. */
  readonly holding: (...rights: readonly string[]) => Promise<string>;
  /** A request, whose answer is what its route declares. */
  readonly ask: (key: string, path: string, body?: unknown, more?: More) => Promise<Answered>;
}

interface More {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const SYSTEM = { type: "system:root", id: "main" };

export async function native(...options: Parameters<typeof keyed>): Promise<Native> {
  const server = await keyed(...options);
  return {
    ...server,
    holding: async (...rights) => {
      const tuples = rights.map((relation) => ({ object: SYSTEM, relation }));
      return (await server.keyOf({ tuples })).secret;
    },
    ask: async (key, path, body, more = {}) => {
      const response = await server.call(path, { key, ...(body !== undefined && { body }), ...more });
      const method = more.method ?? (body === undefined ? "GET" : "POST");
      return declared(server.app, method, path, response);
    },
  };
}

/** What is answered, which must be what the route says of that status: no other type, no field besides. */
export async function declared(
  app: OpenAPIHono<ServerEnv>,
  method: string,
  path: string,
  response: Response,
): Promise<Answered> {
  const { status } = response;
  const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const schema = schemaOf(app, method, path.split("?")[0] ?? "", status, type);
  const text = await response.text();
  if (type === "text/plain") return { status, body: text };
  const body: unknown = JSON.parse(text);
  expect(body).toEqual(schema.parse(body));
  return { status, body };
}

function schemaOf(app: OpenAPIHono<ServerEnv>, method: string, path: string, status: number, type: string): z.ZodType {
  const routes = app.openAPIRegistry.definitions.filter((one) => one.type === "route").map(({ route }) => route);
  const found = routes.find((one) => one.method === method.toLowerCase() && one.path === path);
  const answer = found?.responses[status] as { content?: Record<string, { schema: z.ZodType }> } | undefined;
  const schema = answer?.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`${method} ${path} does not declare ${status} as \`${type}\``);
  return schema;
}
