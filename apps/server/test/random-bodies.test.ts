import fc from "fast-check";
import { expect, test } from "vitest";
import { json, serve } from "./situation.ts";

/** Values that are good here and there, so that random bodies come past the first look. */
const reference = fc.constantFrom("user:ann", "group:eng#member", "user:*", "doc:plan", "doc:loop", "doc:*", "usr:x");
const objectForm = fc.record(
  { type: fc.constantFrom("user", "doc", "group"), id: fc.string(), relation: fc.constantFrom("member", "view", null) },
  { requiredKeys: [] },
);
const mostly = <T, U>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: seldom });
const subject = mostly(
  reference,
  fc.oneof(objectForm, fc.record({ allOf: fc.array(fc.oneof(reference, fc.jsonValue())) })),
);
const values = mostly(
  fc.dictionary(fc.constantFrom("amount", "region", "__proto__", "constructor"), fc.jsonValue()),
  fc.jsonValue(),
);
const body = fc.record(
  {
    subject: mostly(subject, fc.jsonValue()),
    permission: mostly(fc.constantFrom("view", "odd", "pay", "viewer", "toString"), fc.jsonValue()),
    object: mostly(
      fc.constantFrom("doc:plan", "doc:loop", "doc:*", "group:eng"),
      fc.oneof(reference, objectForm, fc.jsonValue()),
    ),
    resource: values,
    context: values,
    now: mostly(fc.constant("2026-01-01T00:00:00Z"), fc.jsonValue()),
  },
  { requiredKeys: ["subject", "permission", "object"] },
);

test("no JSON body is a fault of the server: it is decided, or refused with a problem", async () => {
  const { app, logged } = await serve();
  const seen = new Map<number, number>();
  const any = mostly(
    body.map((value) => JSON.stringify(value)),
    fc.json(),
  );
  await fc.assert(
    fc.asyncProperty(any, async (text) => {
      const response = await app.request("/v1/check", json(text));
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      expect([200, 400, 422]).toContain(response.status);
      const answer = (await response.json()) as Record<string, unknown>;
      expect("outcome" in answer).toBe(response.status === 200);
      expect("code" in answer).toBe(response.status !== 200);
    }),
    { numRuns: 2_000 },
  );
  expect(logged).toEqual([]);
  expect(seen.get(200) ?? 0).toBeGreaterThan(20);
  expect(seen.get(400) ?? 0).toBeGreaterThan(20);
});

test("no bytes are a fault of the server", async () => {
  const { app, logged } = await serve();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const response = await app.request("/v1/check", { ...json(""), body: bytes });
      expect(response.status).toBe(400);
    }),
    { numRuns: 300 },
  );
  expect(logged).toEqual([]);
});

test.each([
  ["lists", (depth: number) => "[".repeat(depth) + "]".repeat(depth)],
  ["objects", (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth)],
])("%s a hundred thousand deep are refused or failed by a policy, wherever they stand", async (_, nested) => {
  const { app, logged } = await serve();
  const deep = nested(100_000);
  const good = '"permission":"view","object":"doc:plan","subject":"user:rob"';
  for (const text of [
    deep,
    `{${good},"context":{"region":${deep}}}`,
    `{${good},"context":${deep}}`,
    `{${good},"resource":{"amount":${deep}}}`,
    `{${good},"now":${deep}}`,
    `{"permission":"view","object":"doc:plan","subject":${deep}}`,
    `{"permission":${deep},"object":"doc:plan","subject":"user:ann"}`,
  ]) {
    const { status } = await app.request("/v1/check", json(text));
    expect([200, 400, 422]).toContain(status);
  }
  expect(logged).toEqual([]);
});
