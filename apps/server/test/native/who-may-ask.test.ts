import { expect, test } from "vitest";
import { INVOICE } from "../keyed/keyed-situation.ts";
import { native } from "./native-situation.ts";

const ITEM = { permission: "read", object: `${INVOICE}:1` };
const LIST = { permission: "read", type: INVOICE };
const OF_OTHERS = [
  ["/v1/check", { ...ITEM, subject: "user:ann" }],
  ["/v1/check/batch", { items: [ITEM, { ...ITEM, subject: "user:ann" }] }],
  ["/v1/list-objects", { ...LIST, subject: "user:ann" }],
  ["/v1/permissions", { subject: "user:ann" }],
  ["/v1/explain", { ...ITEM, subject: "user:ann" }],
  ["/v1/expand", ITEM],
  ["/v1/list-subjects", { ...ITEM, type: "user" }],
] as const;

test.each(OF_OTHERS)("%s of another takes the right to ask, and 401 comes before all", async (path, body) => {
  const { ask, call, holding, keyOf } = await native();
  const status = async (key: string) => (await ask(key, path, body)).status;
  expect(await status((await keyOf()).secret)).toBe(403);
  expect(await status((await keyOf({ organization: "acme", kind: "service" })).secret)).toBe(403);
  expect(await status(await holding("key_admin"))).toBe(403);
  for (const right of ["reader", "writer", "model_admin", "admin"])
    expect(await status(await holding(right))).toBe(200);
  expect((await call(path, { body: "{" })).status).toBe(401);
});

test("a caller may ask about itself: without a subject, by its name, or by the names of whom it acts for", async () => {
  const { ask, keyOf, relata } = await native();
  await relata.write([`${INVOICE}:1#clerk@user:ann`, `${INVOICE}:2#clerk@user:ann`]);
  const { id, secret } = await keyOf({ owner: "user:ann", mode: "delegated", tuples: [`${INVOICE}:1#clerk`] });
  const names = [undefined, `apikey:${id}`, { type: "apikey", id }, { allOf: ["user:ann", `apikey:${id}`] }];
  for (const subject of names) {
    const given = subject === undefined ? {} : { subject };
    expect((await ask(secret, "/v1/check", { ...ITEM, ...given })).body).toEqual({ outcome: "allowed" });
    const other = { ...ITEM, object: `${INVOICE}:2`, ...given };
    expect((await ask(secret, "/v1/check/batch", { items: [ITEM, other] })).body).toEqual({
      results: [{ decision: { outcome: "allowed" } }, { decision: { outcome: "denied" } }],
    });
    expect((await ask(secret, "/v1/list-objects", { ...LIST, ...given })).body).toEqual({
      entries: [{ reference: `${INVOICE}:1`, outcome: "allowed" }],
    });
    expect((await ask(secret, "/v1/permissions", { ...given, types: [INVOICE] })).body).toMatchObject({
      entries: [{ object: `${INVOICE}:1`, allowed: ["read"] }],
    });
  }
  // Its owner alone may more than it, and is somebody else.
  for (const subject of ["user:ann", { allOf: ["user:ann"] }, `apikey:${id}#x`, "user:*"]) {
    expect((await ask(secret, "/v1/check", { ...ITEM, subject })).status).toBe(403);
  }
});

test("an inherit key asks as its owner, by the owner's name too", async () => {
  const { ask, keyOf, relata } = await native();
  await relata.write([`${INVOICE}:1#clerk@user:ann`]);
  const { id, secret } = await keyOf({ owner: "user:ann", mode: "inherit" });
  for (const subject of [`apikey:${id}`, "user:ann"]) {
    expect((await ask(secret, "/v1/check", { ...ITEM, subject })).body).toEqual({ outcome: "allowed" });
  }
});

test("tuples of a question tell what others have, and take the right to ask", async () => {
  const { ask, holding, keyOf, relata } = await native();
  await relata.write([`${INVOICE}:1#clerk@group:eng#member`]);
  const { id, secret } = await keyOf();
  const body = { ...ITEM, tuples: [`group:eng#member@apikey:${id}`] };
  expect((await ask(secret, "/v1/check", body)).status).toBe(403);
  expect((await ask(secret, "/v1/check", { ...ITEM, tuples: [] })).body).toEqual({ outcome: "denied" });
  const reader = await holding("reader");
  const asked = { ...body, subject: `apikey:${id}` };
  expect((await ask(reader, "/v1/check", asked)).body).toEqual({ outcome: "allowed" });
});
