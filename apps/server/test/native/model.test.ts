import { modelHash, readModel } from "@relata/core";
import { expect, test } from "vitest";
import { INVOICE, MODEL } from "../keyed/keyed-situation.ts";
import { native } from "./native-situation.ts";

const PATH = "/v1/model";
const PUT = { method: "PUT" };
const GRANTED = `${INVOICE}:1#banned@user:ann`;

async function managing() {
  const server = await native();
  const key = await server.holding("model_admin");
  const put = (body: object, by = key) => server.ask(by, PATH, body, PUT);
  return { ...server, key, put, post: (path: string, body: object) => server.ask(key, `${PATH}${path}`, body) };
}

const hashOf = async (text: string) => modelHash(readModel(text).model);
const without = MODEL.replace("relation banned: user | apikey\n", "").replace(" - banned", "");

test("the model is read as the application's, with the hash of its file, and as it was written once that is applied", async () => {
  const { ask, key, put } = await managing();
  const { status, body } = await ask(key, PATH);
  const { text, mid, ...rest } = body as { text: string; mid: string };
  expect([status, rest]).toEqual([200, { hash: await hashOf(MODEL) }]);
  expect(await hashOf(text)).toBe(await hashOf(MODEL));
  expect(text).not.toContain("system:");
  expect(mid).not.toBe(await hashOf(MODEL));
  expect((await put({ text: MODEL, message: "first" })).body).toMatchObject({
    entry: { number: 1, hash: await hashOf(MODEL), message: "first" },
    recorded: true,
    isServed: true,
    deleted: { tuples: [], attributes: [] },
  });
  expect((await ask(key, PATH)).body).toMatchObject({ text: MODEL, applied: { number: 1, message: "first" } });
});

test("a model is validated with spans and carets, and a sound one has a hash", async () => {
  const { post } = await managing();
  expect((await post("/validate", { text: MODEL })).body).toEqual({ hash: await hashOf(MODEL), diagnostics: [] });
  const { body } = await post("/validate", { text: MODEL.replace("+ clerk) - banned", "+ clrk) - banned") });
  expect(body).toMatchObject({ diagnostics: [{ severity: "error", span: { path: "model.relata", line: 20 } }] });
  const [{ rendered } = { rendered: "" }] = (body as { diagnostics: { rendered: string }[] }).diagnostics;
  expect(rendered).toMatch(/permission read.*clrk.*\n.*\^+/);
  const files = [
    { path: "main.relata", text: 'model 1\nimport "./users.relata"\ntype doc { relation owner: user }' },
    { path: "users.relata", text: "model 1\ntype user" },
  ];
  expect((await post("/validate", { files })).body).toMatchObject({ hash: expect.any(String) as string });
  expect((await post("/validate", { files, text: MODEL })).body).toMatchObject({ errors: [{ pointer: "/text" }] });
});

test("a diff says in words what changes from the model that answers", async () => {
  const { post } = await managing();
  expect((await post("/diff", { text: MODEL })).body).toEqual({ hash: await hashOf(MODEL), changes: [] });
  expect((await post("/diff", { text: without })).body).toMatchObject({
    changes: expect.arrayContaining([
      expect.objectContaining({ kind: "removed", path: `${INVOICE}#banned` }),
    ]) as unknown,
  });
});

test("what would strand live tuples is planned, refused, and deleted only by who may delete", async () => {
  const { put, relata, holding } = await managing();
  await relata.write([GRANTED]);
  expect((await put({ text: MODEL })).status).toBe(200);
  const plan = await put({ text: without, dryRun: true });
  expect(plan.body).toMatchObject({
    isApplied: false,
    applied: { number: 1 },
    changes: [{}, {}],
    stranded: { tuples: [{ kind: { relation: "banned" }, count: 1, examples: [{ subject: { id: "ann" } }] }] },
  });
  expect(await put({ text: without })).toMatchObject({ status: 409, body: { code: "tuples_stranded" } });
  expect((await put({ text: without, deleteStranded: true })).status).toBe(403);
  const both = await holding("model_admin", "writer");
  const stale = { text: without, deleteStranded: true, after: 0 };
  expect(await put(stale, both)).toMatchObject({ status: 409, body: { code: "precondition_failed" } });
  expect(await relata.count({ subject: "user:ann" })).toBe(1);
  expect((await put({ ...stale, after: 1 }, both)).body).toMatchObject({
    entry: { number: 2 },
    isServed: false,
    deleted: { tuples: [{ count: 1 }] },
  });
  // Rights on the house, and keys, are in types of which the application's model says nothing.
  expect(await relata.count({ object: "system:root:main" })).toBeGreaterThan(1);
  expect(await relata.count({ subject: "user:ann" })).toBe(0);
});

test("a model that is none, or that declares reserved types, is refused with where it is wrong", async () => {
  const { put, relata } = await managing();
  expect(await put({ text: "model 1\ntype doc { relation owner: usr }" })).toMatchObject({
    status: 400,
    body: {
      code: "invalid_request",
      errors: [{ pointer: "/text", detail: expect.stringMatching(/:2:\d+: /) as string }],
    },
  });
  const reserved = "type system:root { relation admin: user }";
  expect(await put({ text: `${MODEL}${reserved}`, deleteStranded: false })).toMatchObject({
    status: 400,
    body: { detail: "`system:root` is reserved for keys: leave it out of the model" },
  });
  expect(await relata.models()).toEqual([]);
});

test("who may not manage models writes none, and who may not ask reads none", async () => {
  const { ask, put, holding, keyOf } = await managing();
  for (const right of ["reader", "writer"]) {
    const key = await holding(right);
    expect([(await put({ text: MODEL }, key)).status, (await ask(key, PATH)).status]).toEqual([403, 200]);
  }
  const { secret } = await keyOf();
  expect((await put({ text: MODEL, dryRun: true }, secret)).status).toBe(403);
  expect((await ask(secret, PATH)).status).toBe(403);
  for (const path of ["/validate", "/diff"])
    expect((await ask(secret, `${PATH}${path}`, { text: MODEL })).status).toBe(403);
});
