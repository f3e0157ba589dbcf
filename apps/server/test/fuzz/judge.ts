import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Answered } from "./answered.ts";
import { components } from "./operations.ts";
import type { Asked } from "./requests.ts";
import type { Schema } from "./schema-values.ts";

/** What is wrong with an answer; undefined where nothing is. */
export type Judge = (asked: Asked, answered: Answered) => string | undefined;

/** Where the credential may stand in the body too. */
const IN_BODY = new Set(["/api/auth/api-key/exchange", "/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"]);

const REQUEST_ID = /^[\x20-\x7e]{1,256}$/;
const EVENTS = /^:\n\n(?::|(?:id: \S+\n)?event: (?:revision|window|checkpoint|end)\ndata: \{.*\})\n\n$/;

/** Everything that the document promises of answers, and that nobody is told a secret. */
export function judgeOf(secrets: readonly string[]): Judge {
  const misfit = misfits();
  return (asked, answer) =>
    fault(answer) ??
    undeclared(asked, answer) ??
    misfit(asked, answer) ??
    unguarded(asked, answer, secrets) ??
    unnamed(asked, answer) ??
    repeated(answer, secrets);
}

function fault({ status }: Answered): string | undefined {
  return status >= 500 ? "a fault of the server" : undefined;
}

function undeclared({ operation }: Asked, { status, type, text }: Answered): string | undefined {
  const declared = operation.responses[String(status)];
  if (declared === undefined) return "a status that is not declared";
  if (declared.content === undefined) return text === "" ? undefined : "a body where none is declared";
  return declared.content[type] === undefined ? `a body of another type, ${type}` : undefined;
}

function misfits(): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "document", components });
  const validators = new Map<Schema, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    const source = () => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
    const validate = validators.get(schema) ?? ajv.compile(source());
    validators.set(schema, validate);
    return validate;
  };
  return ({ operation }, { status, type, text }) => {
    const schema = operation.responses[String(status)]?.content?.[type]?.schema;
    if (schema === undefined) return undefined;
    if (type === "text/event-stream") return EVENTS.test(text) ? undefined : "no stream of events";
    const validate = validatorOf(schema);
    if (validate(type.endsWith("json") ? JSON.parse(text) : text)) return undefined;
    return `a body of another form: ${ajv.errorsText(validate.errors)}`;
  };
}

/** Callers whose credential does not count learn no more than that. */
function unguarded(asked: Asked, { status }: Answered, secrets: readonly string[]): string | undefined {
  const { operation, caller, body = "" } = asked;
  if (operation.isOpen) return undefined;
  if (IN_BODY.has(operation.path)) {
    const isShown = secrets.some((secret) => body.includes(secret));
    return caller === "nobody" && !isShown && status < 400 ? "answered without a credential" : undefined;
  }
  if (caller === "revoked" || caller === "wrong") {
    return status === 401 ? undefined : "answered with a credential that does not count";
  }
  if (caller === "spent") return status === 429 ? undefined : "answered beyond the limit";
  const wanted = operation.path.startsWith("/api/auth/") ? 400 : 401;
  return caller === "nobody" && status !== wanted ? "answered without a credential" : undefined;
}

/** Every answer has an id, and that of its request where it may be repeated. */
function unnamed({ headers }: Asked, answer: Answered): string | undefined {
  const given = headers["x-request-id"] ?? "";
  const id = answer.headers.get("x-request-id") ?? "";
  if (!REQUEST_ID.test(id)) return "an answer without an id";
  return REQUEST_ID.test(given) && id !== given ? "an answer with another id" : undefined;
}

function repeated({ headers, text }: Answered, secrets: readonly string[]): string | undefined {
  const said = `${text}\n${[...headers].join("\n")}`;
  return secrets.some((secret) => said.includes(secret)) ? "a secret is repeated" : undefined;
}
