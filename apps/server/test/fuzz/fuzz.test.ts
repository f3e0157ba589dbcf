import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";
import { requestsOf, type Asked, type Operation } from "./requests.ts";
import type { Schema } from "./schema-values.ts";

const document = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

interface DescribedOperation extends Pick<Operation, "responses"> {
  readonly security?: readonly unknown[];
  readonly parameters?: Operation["parameters"];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security = [], parameters = [], requestBody, responses }]) => {
    const [body] = Object.entries(requestBody?.content ?? {});
    const described = body === undefined ? {} : { body: { type: body[0], schema: body[1].schema } };
    return { method: method.toUpperCase(), path, isOpen: security.length === 0, parameters, responses, ...described };
  }),
);

/** How many requests; CI takes the default. */
const COUNT = Number(process.env["RELATA_FUZZ"] ?? 20_000);

test(
  "whatever is sent, the answer is one that is declared, of its schema, and repeats no credential",
  { timeout: 600_000 },
  async () => {
    const server = await keyed({ environments: ["live", "test"], failures: [{ limit: 1_000_000, windowSeconds: 60 }] });
    const admin = await server.keyOf({ kind: "root" });
    const clerk = await server.keyOf({ tuples: ["client_abc:invoice:1#clerk", "client_abc:invoice:*#owner"] });
    const revoked = await server.keyOf();
    await server.keys.revoke(revoked.id);
    const spare = await Promise.all(
      Array.from({ length: 60 }, () => server.keyOf({ tuples: ["client_abc:invoice:2#clerk"] })),
    );
    const secrets: Readonly<Record<string, string>> = {
      admin: admin.secret,
      clerk: clerk.secret,
      revoked: revoked.secret,
      wrong: `${clerk.secret.slice(0, -1)}${clerk.secret.endsWith("0") ? "1" : "0"}`,
    };
    const vocabulary = {
      resolve: (ref: string) => document.components.schemas[ref.replace("#/components/schemas/", "")] ?? {},
      words: wordsWith({
        ids: spare.map(({ id }) => id),
        secrets: [clerk.secret, revoked.secret],
      }),
    };
    const rights = [
      `system:root:main#admin@apikey:${admin.id}`,
      ...[admin, clerk].map(({ id }) => `system:key:${id}#own@apikey:${id}`),
    ];
    const judge = judging();
    const met = new Map<string, number>();
    const one = fc.oneof(...operations.map((operation) => requestsOf(operation, vocabulary)));
    await fc.assert(
      fc.asyncProperty(one, async (asked) => {
        const { operation, caller } = asked;
        const { "x-caller-in": from = "", ...headers } = asked.headers;
        const secret = secrets[caller];
        const shown = secret === undefined ? {} : { [from]: from === "authorization" ? `Bearer ${secret}` : secret };
        const response = await server.app.request(asked.path, {
          method: operation.method,
          headers: { ...headers, ...shown },
          ...(asked.body !== undefined && { body: asked.body }),
        });
        const text = await response.text();
        judge(asked, response, text);
        for (const one of Object.values(secrets)) expect(text).not.toContain(one);
        // What was asked before may have taken its rights away, or those of all.
        if (caller !== "nobody" && (response.status === 401 || response.status === 403))
          await server.relata.write(rights);
        const name = `${operation.method} ${operation.path} ${response.status}`;
        met.set(name, (met.get(name) ?? 0) + 1);
      }),
      { numRuns: COUNT, endOnFailure: false },
    );
    expect(server.logged).toEqual([]);
    // Of fewer requests, too few are good ones.
    const never = operations.filter(
      ({ method, path }) => ![...met.keys()].some((one) => one.startsWith(`${method} ${path} 2`)),
    );
    expect(COUNT < 20_000 ? [] : never.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  },
);

/** What is expected of every answer. */
function judging(): (asked: Asked, response: Response, text: string) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "document", components: document.components });
  const validators = new Map<Schema, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    const known =
      validators.get(schema) ??
      ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object);
    validators.set(schema, known);
    return known;
  };
  return ({ operation, caller }, response, text) => {
    const { method, path } = operation;
    const said = `${method} ${path} as ${caller}: ${response.status} ${text.slice(0, 500)}`;
    if (response.status >= 500) throw new Error(`a fault of the server: ${said}`);
    const declared = operation.responses[String(response.status)];
    if (declared === undefined) throw new Error(`a status that is not declared: ${said}`);
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    const schema = declared.content?.[type]?.schema;
    if (declared.content !== undefined && schema === undefined)
      throw new Error(`another kind of body, ${type}: ${said}`);
    if (schema !== undefined) {
      const validate = validatorOf(schema);
      if (!validate(type.endsWith("json") ? JSON.parse(text) : text))
        throw new Error(`a body of another form: ${ajv.errorsText(validate.errors)}: ${said}`);
    }
    if (caller === "nobody" && !operation.isOpen && !ADMITS_IN_BODY.has(path)) {
      const wanted = path.startsWith("/api/auth/") ? 400 : 401;
      if (response.status !== wanted) throw new Error(`answered without a credential: ${said}`);
    }
  };
}

/** Where the credential may stand in the body. */
const ADMITS_IN_BODY: ReadonlySet<string> = new Set([
  "/api/auth/api-key/exchange",
  "/oauth2/token",
  "/oauth2/introspect",
  "/oauth2/revoke",
]);

function wordsWith({ ids, secrets }: { ids: readonly string[]; secrets: readonly string[] }) {
  const fields: Readonly<Record<string, readonly string[]>> = {
    id: [...ids, "nobody", "a b", "%"],
    key: ids,
    apiKey: secrets,
    token: secrets,
    subject_token: secrets,
    client_secret: secrets,
    client_id: ids,
    subject_token_type: ["urn:relata:params:oauth:token-type:api-key", "urn:ietf:params:oauth:token-type:access_token"],
    grant_type: ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
    entityType: [INVOICE, "organization", "nothing"],
    entityId: ["1", "2", "*", "__proto__"],
    entityIds: ["1", "2", "__proto__"],
    permission: ["read", "refund", "owner", "nothing"],
    permissions: ["read", "refund"],
    types: [INVOICE, "group"],
    audience: ["invoices", "elsewhere"],
    cursor: ["0nothing"],
    subject: ["user:ann", "user:bob", "group:eng#member", "apikey:x"],
    object: ["client_abc:invoice:1", "client_abc:invoice:2", "client_abc:invoice:*", "system:root:main"],
    owner: ["user:ann", "apikey:x"],
    organization: ["a"],
    addresses: ["10.0.0.0/8", "*", "::1"],
    hash: Array.from({ length: 500 }, (_, n) => n.toString(16).padStart(64, "0")),
    since: ["2026-01-31T09:00:00Z", "yesterday"],
    relation: ["clerk", "admin"],
    tuples: ["client_abc:invoice:1#clerk", "system:root:main#admin"],
    type: [INVOICE, "group", "user"],
    model: ["model 1\ntype user\ntype apikey\n", "model 1\ntype user {"],
    text: ["model 1\ntype user\ntype apikey\n"],
    name: ["ci", "backup"],
    now: ["2026-01-31T09:00:00Z"],
    amount: ["1"],
  };
  return (name: string): readonly string[] => fields[name] ?? [];
}
