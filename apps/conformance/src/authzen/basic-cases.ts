import { asking, type AuthzenCase } from "./authzen-case.ts";
import { active, admin, alice, archived, bob, context, one, read, write } from "./fixture.ts";
import { decides, refused } from "./judges.ts";
import type { PdpRequest } from "./pdp.ts";

const ENDPOINT = "access_evaluation_endpoint";
const REPEATS = 5;

const right = { subject: alice, action: read, resource: one };

/** The Access Evaluation API, by the sections 2.2 to 2.6 of the certification scenario. */
export const BASIC_CASES: readonly AuthzenCase[] = [
  core("2.2.1 what is allowed", right, true),
  core("2.2.2 what is denied", { subject: bob, action: write, resource: one }, false),
  core("1.4 alice writes a record", { ...right, action: write }, true),
  core("1.4 bob reads a record", { ...right, subject: bob }, true),
  core("2.2.3 context is taken", { ...right, context }, true),
  core(
    "2.2.8 properties that nothing reads are taken",
    {
      subject: { ...alice, properties: { department: "Sales", role: "manager" } },
      action: { ...read, properties: { method: "GET" } },
      resource: { ...active, properties: { status: "active", owner: "bob" } },
    },
    true,
  ),
  core(
    "2.2.9 fields that are not known are passed over",
    { ...right, foo: "bar", futureField: { nested: true } },
    true,
  ),
  properties("2.2.4 the status of the resource denies", { subject: alice, action: write, resource: archived }, false),
  properties("2.2.5 the role of the subject permits", { subject: admin, action: write, resource: archived }, true),
  properties(
    "2.2.6 the kind of the action permits",
    { ...right, action: { name: "delete", properties: { soft: true } } },
    true,
  ),
  properties(
    "2.2.7 the kind of the action denies",
    { ...right, action: { name: "delete", properties: { soft: false } } },
    false,
  ),
  ...["subject", "action", "resource"].map((name) =>
    refusal(`2.4.1 without \`${name}\``, { body: without(right, name) }),
  ),
  refusal("2.4.2 a subject without `type`", { body: { ...right, subject: { id: "alice" } } }),
  refusal("2.4.2 a subject without `id`", { body: { ...right, subject: { type: "user" } } }),
  refusal("2.4.2 an action without `name`", { body: { ...right, action: {} } }),
  refusal("2.4.2 a resource without `type`", { body: { ...right, resource: { id: "record-1" } } }),
  refusal("2.4.2 a resource without `id`", { body: { ...right, resource: { type: "record" } } }),
  refusal("2.4.3 another content type", { body: right, headers: { "content-type": "text/plain" } }),
  refusal("2.4.4 a body that is not JSON", { body: '{ "subject": ' }),
  refusal("2.4.5 an empty body", { body: "" }),
  refusal("2.4.6 a subject that is text", { body: { ...right, subject: "alice" } }),
  refusal("2.4.6 a name that is a number", { body: { ...right, action: { name: 123 } } }),
  asking(
    "Basic Core",
    "2.5.1 the id of the request comes back",
    ENDPOINT,
    { body: right, headers: { "x-request-id": "relata-7f3a" } },
    decides(true),
    ({ headers }) =>
      headers.get("x-request-id") === "relata-7f3a" ? undefined : "expected the `X-Request-ID` of the request",
  ),
  { level: "Basic Core", name: "2.6 the same request has the same decision", run: asks },
];

function core(name: string, body: object, decision: boolean): AuthzenCase {
  return asking("Basic Core", name, ENDPOINT, { body }, decides(decision));
}

function properties(name: string, body: object, decision: boolean): AuthzenCase {
  return asking("Basic Properties", name, ENDPOINT, { body }, decides(decision));
}

function refusal(name: string, request: PdpRequest): AuthzenCase {
  return asking("Basic Core", name, ENDPOINT, request, refused);
}

async function asks(pdp: Parameters<AuthzenCase["run"]>[0]): Promise<string | undefined> {
  for (let i = 0; i < REPEATS; i++) {
    const wrong = decides(true)(await pdp.post(ENDPOINT, { body: right }));
    if (wrong !== undefined) return `${wrong}, time ${i + 1} of ${REPEATS}`;
  }
  return undefined;
}

export function without(body: object, name: string): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}
