import { expect, test } from "vitest";
import { INVOICE, ISSUER, keyed, type Keyed } from "./keyed-situation.ts";

const ADMIN = { tuples: ["system:root:main#admin"] };

const ann = { type: "user", id: "ann" };
const bob = { type: "user", id: "bob" };
const read = { name: "read" };
const invoice = (id: string, properties?: object) => ({
  type: INVOICE,
  id,
  ...(properties !== undefined && { properties }),
});

/** A server with three invoices, and what it answers to an administrator. */
async function situation() {
  const server = await keyed();
  const { secret: key } = await server.keyOf(ADMIN);
  await server.relata.write([
    ...["a", "b", "c"].map((id) => `client_abc:invoice:${id}#clerk@user:ann`),
    "client_abc:invoice:a#owner@user:bob",
    "client_abc:invoice:b#banned@user:ann",
  ]);
  const ask = async (path: string, body: unknown, headers = {}) => {
    const response = await server.call(`/access/v1/${path}`, { key, body, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { ...server, ask, key };
}

test("what is allowed is true, what is denied is false, and both are 200", async () => {
  const { ask } = await situation();
  const one = async (subject: object, id: string) => {
    const { status, body } = await ask("evaluation", { subject, action: read, resource: invoice(id) });
    return [status, body];
  };
  expect(await one(ann, "a")).toEqual([200, { decision: true }]);
  expect(await one(ann, "b")).toEqual([200, { decision: false }]);
  expect(await one({ type: "user", id: "nobody" }, "none")).toEqual([200, { decision: false }]);
});

test("a conditional decision is false, and says what it waits for", async () => {
  const { ask } = await situation();
  const refund = async (properties?: object) =>
    (await ask("evaluation", { subject: ann, action: { name: "refund" }, resource: invoice("a", properties) })).body;
  expect(await refund()).toMatchObject({
    decision: false,
    context: { reason: expect.stringContaining("`resource.amount`") as string },
  });
  expect(await refund({ status: "paid", amount: 10 })).toEqual({ decision: true });
  expect(await refund({ status: "paid", amount: 1001 })).toEqual({ decision: false });
});

test("properties of the resource never override what is stored", async () => {
  const { ask, relata } = await situation();
  await relata.write({ attributes: [{ object: "client_abc:invoice:a", set: { amount: 5000 } }] });
  const asked = {
    subject: ann,
    action: { name: "refund" },
    resource: invoice("a", { status: "paid", amount: 1 }),
  };
  expect((await ask("evaluation", asked)).body).toEqual({ decision: false });
});

test("a type or an action that the model does not have is closed, with the reason", async () => {
  const { ask } = await situation();
  const questions = {
    unknown_permission: { subject: ann, action: { name: "fly" }, resource: invoice("a") },
    unknown_type: { subject: ann, action: read, resource: { type: "spaceship", id: "1" } },
  };
  for (const [code, question] of Object.entries(questions)) {
    const { status, body } = await ask("evaluation", question);
    expect([status, body]).toMatchObject([200, { decision: false, context: { error: { status: 400, code } } }]);
  }
  const subject = { type: "spaceship", id: "x" };
  expect((await ask("evaluation", { subject, action: read, resource: invoice("a") })).body).toMatchObject({
    decision: false,
    context: { error: { code: "unknown_type" } },
  });
});

test("what a question lacks is told with 400, and other content types too", async () => {
  const { ask } = await situation();
  for (const path of ["evaluation", "evaluations"]) {
    expect(await ask(path, { action: read, resource: invoice("a") })).toMatchObject({
      status: 400,
      body: { code: "missing_fields", errors: [{ pointer: "/subject", detail: "is missing" }] },
    });
    expect(await ask(path, { subject: "ann", action: read, resource: invoice("a") })).toMatchObject({ status: 400 });
    for (const body of ["", "{", "[]"]) expect(await ask(path, body)).toMatchObject({ status: 400 });
    const typed = await ask(path, "{}", { "content-type": "text/plain" });
    expect(typed).toMatchObject({ status: 400, body: { code: "unsupported_media_type", status: 400 } });
  }
});

test("whoever has no right to ask gets no decision", async () => {
  const { call, keyOf } = await situation();
  const { secret } = await keyOf();
  const body = { subject: ann, action: read, resource: invoice("a") };
  for (const path of ["evaluation", "evaluations", "search/subject", "search/resource", "search/action"]) {
    expect((await call(`/access/v1/${path}`, { body })).status).toBe(401);
    expect((await call(`/access/v1/${path}`, { body, key: secret })).status).toBe(403);
  }
});

test("answers bear the id of their request, refusals too, and never a key", async () => {
  const { ask, call, key } = await situation();
  const headers = { "x-request-id": "bfe9eb29 and any text" };
  const body = { subject: ann, action: read, resource: invoice("a") };
  expect((await ask("evaluation", body, headers)).headers.get("x-request-id")).toBe(headers["x-request-id"]);
  expect((await ask("evaluation", {}, headers)).headers.get("x-request-id")).toBe(headers["x-request-id"]);
  const refused = await call("/access/v1/evaluation", { body, headers });
  expect([refused.status, refused.headers.get("x-request-id")]).toEqual([401, headers["x-request-id"]]);
  for (const own of [{}, { "x-request-id": key }]) {
    expect((await ask("evaluation", body, own)).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("the metadata name the address of the server, and are there only where it is known", async () => {
  const { call } = await keyed();
  const response = await call("/.well-known/authzen-configuration");
  expect(await response.json()).toMatchObject({
    policy_decision_point: ISSUER,
    access_evaluation_endpoint: `${ISSUER}/access/v1/evaluation`,
    search_action_endpoint: `${ISSUER}/access/v1/search/action`,
  });
  const below = { issuer: "https://pdp.example.com/one", audiences: ["x"], encryption: "plain", algorithm: "ES256" };
  const other: Keyed = await keyed({ issuer: below as never });
  const behind = await other.call("/.well-known/authzen-configuration/one");
  expect(await behind.json()).toMatchObject({ policy_decision_point: "https://pdp.example.com/one" });
});

test("evaluations take whole defaults, in order, and one that fails is closed alone", async () => {
  const { ask } = await situation();
  const { status, body } = await ask("evaluations", {
    subject: ann,
    action: read,
    resource: {},
    evaluations: [
      { resource: invoice("a") },
      { resource: invoice("b") },
      {},
      { resource: { type: INVOICE } },
      { resource: invoice("x y") },
      { subject: bob, resource: invoice("a") },
    ],
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    evaluations: [
      { decision: true },
      { decision: false },
      { decision: false, context: { error: { status: 400, code: "missing_fields" } } },
      { decision: false, context: { error: { status: 400, code: "missing_fields" } } },
      { decision: false, context: { error: { status: 400, code: "invalid_reference" } } },
      { decision: true },
    ],
  });
});

test("without a list, evaluations are one evaluation", async () => {
  const { ask } = await situation();
  const one = { subject: ann, action: read, resource: invoice("a") };
  for (const body of [one, { ...one, evaluations: [] }]) {
    expect(await ask("evaluations", body)).toMatchObject({ status: 200, body: { decision: true } });
  }
});

test("the semantics end at the first denial, or at the first permission", async () => {
  const { ask } = await situation();
  const said = async (semantic: string, ids: readonly string[]) => {
    const { status, body } = await ask("evaluations", {
      subject: ann,
      action: read,
      options: { evaluations_semantic: semantic },
      evaluations: ids.map((id) => ({ resource: invoice(id) })),
    });
    if (status !== 200) return status;
    return (body as { evaluations: { decision: boolean }[] }).evaluations.map(({ decision }) => decision);
  };
  expect(await said("execute_all", ["a", "b", "c"])).toEqual([true, false, true]);
  expect(await said("deny_on_first_deny", ["a", "b", "c"])).toEqual([true, false]);
  expect(await said("deny_on_first_deny", ["a", "c"])).toEqual([true, true]);
  expect(await said("permit_on_first_permit", ["b", "a", "c"])).toEqual([false, true]);
  expect(await said("permit_on_first_permit", ["b"])).toEqual([false]);
  expect(await said("majority", ["a"])).toBe(400);
});
