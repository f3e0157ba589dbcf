import { expect, test } from "vitest";
import { INVOICE } from "../keyed/keyed-situation.ts";
import { native, type Native } from "./native-situation.ts";

const ANN = { subject: "user:ann", permission: "read", object: `${INVOICE}:1` };

async function filled(server: Native): Promise<void> {
  await server.relata.write([
    "group:eng#member@user:ann",
    `${INVOICE}:1#clerk@group:eng#member`,
    `${INVOICE}:2#owner@user:ann`,
    `${INVOICE}:2#banned@user:ann`,
    `${INVOICE}:3#owner@user:ann until 2027-01-01T00:00:00Z`,
  ]);
}

async function reading() {
  const server = await native();
  await filled(server);
  const key = await server.holding("reader");
  return { ...server, post: (path: string, body: unknown) => server.ask(key, path, body) };
}

test("check answers with the decision, under the terms of the question", async () => {
  const { post, relata } = await reading();
  expect(await post("/v1/check", ANN)).toEqual({ status: 200, body: { outcome: "allowed" } });
  expect(await post("/v1/check", { ...ANN, object: `${INVOICE}:2` })).toMatchObject({ body: { outcome: "denied" } });
  expect(await post("/v1/check", { ...ANN, object: { type: INVOICE, id: "3" }, now: "2026-06-01T00:00:00Z" })).toEqual({
    status: 200,
    body: { outcome: "allowed", validUntil: "2027-01-01T00:00:00Z" },
  });
  const refund = { ...ANN, permission: "refund" };
  const of = { type: INVOICE, id: "1" };
  expect((await post("/v1/check", refund)).body).toEqual({
    outcome: "conditional",
    missing: [
      { path: "resource.amount", of },
      { path: "resource.status", of },
    ],
  });
  expect((await post("/v1/check", { ...refund, resource: { amount: 1, status: "paid" } })).body).toEqual({
    outcome: "allowed",
  });
  const before = await relata.token();
  const { token } = await relata.write({ delete: ["group:eng#member@user:ann"] });
  const at = async (consistency: unknown) => (await post("/v1/check", { ...ANN, consistency })).body;
  expect(await at({ exactly: before })).toEqual({ outcome: "allowed" });
  for (const consistency of ["latest", "fast", { atLeast: token }]) {
    expect(await at(consistency)).toEqual({ outcome: "denied" });
  }
  expect((await post("/v1/check", { ...ANN, tuples: ["group:eng#member@user:ann"] })).body).toEqual({
    outcome: "allowed",
  });
});

test("a batch answers each question, or says what is wrong with it alone", async () => {
  const { post, logged } = await reading();
  const items = [
    ANN,
    { ...ANN, permission: "raed" },
    { ...ANN, subject: "usr:ann" },
    { ...ANN, permission: "refund" },
    { ...ANN, subject: "user:bob" },
    { ...ANN, context: { region: "eu" }, resource: { amount: 1, status: "paid" }, permission: "refund" },
  ];
  const { status, body } = await post("/v1/check/batch", { items });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    results: [
      { decision: { outcome: "allowed" } },
      { error: { code: "unknown_permission", status: 400 } },
      { error: { code: "unknown_type", status: 400 } },
      { decision: { outcome: "conditional" } },
      { decision: { outcome: "denied" } },
      { decision: { outcome: "allowed" } },
    ],
  });
  expect(logged).toEqual([]);
  expect(await post("/v1/check/batch", { items: [] })).toEqual({ status: 200, body: { results: [] } });
});

test("explain and expand answer in JSON, and as a tree for people", async () => {
  const { post } = await reading();
  const explained = await post("/v1/explain", ANN);
  expect(explained).toMatchObject({
    status: 200,
    body: { decision: { outcome: "allowed" }, reasons: [{ subject: { type: "user", id: "ann" } }], misses: [] },
  });
  const denied = { ...ANN, object: `${INVOICE}:2`, format: "text" };
  expect((await post("/v1/explain", denied)).body).toMatch(/^✗ user:ann does not have read on client_abc:invoice:2\n/);
  const expanded = await post("/v1/expand", { object: `${INVOICE}:3`, permission: "read", depth: "deep" });
  expect(expanded).toMatchObject({ status: 200, body: { depth: "deep", validUntil: "2027-01-01T00:00:00Z" } });
  const text = await post("/v1/expand", { object: `${INVOICE}:1`, permission: "clerk", format: "text" });
  expect(text.body).toContain("group:eng#member");
});

test("lists are paged to their end, with one permission or several", async () => {
  const { post } = await reading();
  const question = { subject: "user:ann", permission: "read", type: INVOICE, limit: 1 };
  const first = await post("/v1/list-objects", question);
  expect(first.body).toEqual({
    entries: [{ reference: `${INVOICE}:1`, outcome: "allowed" }],
    next: expect.any(String) as string,
  });
  const { next: cursor } = first.body as { next: string };
  expect((await post("/v1/list-objects", { ...question, cursor })).body).toEqual({
    entries: [{ reference: `${INVOICE}:3`, outcome: "allowed", validUntil: "2027-01-01T00:00:00Z" }],
  });
  const several = await post("/v1/list-subjects", {
    object: `${INVOICE}:1`,
    permission: ["read", "refund"],
    type: "user",
  });
  expect(several.body).toMatchObject({
    entries: [{ reference: "user:ann", permissions: [{ permission: "read" }, { permission: "refund" }] }],
  });
});

test("permissions are those of a subject on types, or on one object with attributes", async () => {
  const { post } = await reading();
  const held = await post("/v1/permissions", { subject: "user:ann", types: [INVOICE], permissions: ["read"] });
  expect(held.body).toMatchObject({ entries: [{ object: `${INVOICE}:1`, allowed: ["read"], conditional: [] }, {}] });
  const resource = { amount: 1, status: "paid" };
  const on = { subject: "user:ann", object: `${INVOICE}:2`, resource };
  expect((await post("/v1/permissions", on)).body).toEqual({
    entries: [{ object: `${INVOICE}:2`, allowed: ["refund"], conditional: [] }],
  });
  for (const stray of [
    { ...on, types: [INVOICE] },
    { subject: "user:ann", resource },
  ]) {
    expect(await post("/v1/permissions", stray)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/object" }] },
    });
  }
});
