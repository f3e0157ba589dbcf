import fc from "fast-check";
import { expect, test } from "vitest";
import { INVOICE, MODEL } from "../keyed/keyed-situation.ts";
import { native } from "./native-situation.ts";

const mostly = <T, U>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: seldom });
const reference = mostly(
  fc.constantFrom("user:ann", "group:eng#member", "user:*", `${INVOICE}:1`, `${INVOICE}:*`, "usr:x"),
  fc.oneof(fc.record({ type: fc.constantFrom("user", INVOICE), id: fc.string() }), fc.jsonValue()),
);
const tuple = mostly(
  fc.constantFrom(`${INVOICE}:1#clerk@user:ann`, "group:eng#member@user:ann", "system:root:main#reader@user:x"),
  fc.oneof(fc.record({ object: reference, relation: fc.constant("owner"), subject: reference }), fc.jsonValue()),
);
const filter = mostly(
  fc.record({ object: reference, relation: fc.constant("clerk"), subject: reference }, { requiredKeys: [] }),
  fc.jsonValue(),
);
const values = mostly(
  fc.dictionary(fc.constantFrom("amount", "status", "__proto__", "constructor"), fc.jsonValue()),
  fc.jsonValue(),
);

const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  subject: mostly(reference, fc.record({ allOf: fc.array(reference) })),
  object: reference,
  permission: mostly(fc.constantFrom("read", "refund", ["read", "refund"], "toString"), fc.jsonValue()),
  type: mostly(fc.constantFrom(INVOICE, "user", "group#member", "constructor"), fc.jsonValue()),
  resource: values,
  context: values,
  now: mostly(fc.constant("2026-01-01T00:00:00Z"), fc.jsonValue()),
  tuples: fc.array(tuple, { maxLength: 2 }),
  consistency: mostly(fc.constantFrom("fast", "latest"), fc.oneof(fc.record({ atLeast: fc.string() }), fc.jsonValue())),
  budget: mostly(fc.integer({ min: 1, max: 100 }), fc.jsonValue()),
  deadlineMs: mostly(fc.constant(1_000), fc.jsonValue()),
  limit: mostly(fc.integer({ min: 1, max: 5 }), fc.jsonValue()),
  cursor: fc.string(),
  format: fc.constantFrom("json", "text", "xml"),
  depth: fc.constantFrom("deep", "shallow", 3),
  within: reference,
  through: fc.constantFrom("owner", ["clerk"], "nothing", []),
  types: fc.array(fc.constantFrom(INVOICE, "user", "usr"), { maxLength: 2 }),
  objects: fc.array(reference, { maxLength: 2 }),
  permissions: fc.array(fc.constantFrom("read", "refund", "raed"), { maxLength: 2 }),
  touch: fc.array(tuple, { maxLength: 2 }),
  create: fc.array(tuple, { maxLength: 2 }),
  delete: fc.array(tuple, { maxLength: 2 }),
  attributes: fc.array(fc.record({ object: reference, set: values }, { requiredKeys: ["object"] }), { maxLength: 1 }),
  preconditions: fc.array(fc.record({ must: fc.constantFrom("match", "not_match", "?"), filter }), { maxLength: 1 }),
  idempotencyKey: fc.string(),
  filter,
  dryRun: fc.boolean(),
  text: fc.oneof(
    fc.constant(MODEL),
    fc.string(),
    fc.constant(`${MODEL}type x { permission a = ${"(".repeat(5_000)} }`),
  ),
  message: fc.string(),
  after: fc.nat(3),
};

/** What each route reads: its required parts, and then the others, of which a request has a few. */
const ROUTES = [
  [
    "POST",
    "/v1/check",
    ["permission", "object"],
    ["subject", "resource", "context", "now", "tuples", "consistency", "budget"],
  ],
  [
    "POST",
    "/v1/explain",
    ["subject", "permission", "object"],
    ["resource", "context", "format", "tuples", "deadlineMs"],
  ],
  ["POST", "/v1/expand", ["permission", "object"], ["depth", "format", "now", "budget", "tuples"]],
  ["POST", "/v1/list-objects", ["permission", "type"], ["subject", "limit", "context"]],
  ["POST", "/v1/list-objects", ["permission", "type"], ["cursor", "within", "through"]],
  [
    "POST",
    "/v1/list-subjects",
    ["permission", "type", "object"],
    ["limit", "cursor", "resource", "tuples", "consistency"],
  ],
  ["POST", "/v1/permissions", [], ["subject", "types", "objects", "permissions", "object", "resource", "now"]],
  ["POST", "/v1/tuples/write", [], ["touch", "create", "delete", "attributes", "preconditions", "idempotencyKey"]],
  ["POST", "/v1/tuples/read", [], ["filter", "limit", "cursor", "consistency"]],
  ["POST", "/v1/tuples/delete", ["filter"], ["limit", "dryRun", "preconditions"]],
  ["POST", "/v1/model/validate", ["text"], []],
  ["POST", "/v1/model/diff", ["text"], []],
  ["PUT", "/v1/model", ["text"], ["message", "after", "dryRun"]],
] as const;

test("no body is a fault of the server: it is answered as is declared, or refused with a problem", async () => {
  const { ask, holding, logged } = await native();
  const key = await holding("admin");
  const seen = new Map<string, Set<number>>();
  const request = fc.constantFrom(...ROUTES).chain(([method, path, required, optional]) => {
    const fields = Object.fromEntries([...required, ...optional].map((name) => [name, FIELDS[name] ?? fc.jsonValue()]));
    const body = mostly(fc.record(fields, { requiredKeys: [...required] }), fc.jsonValue());
    return body.map((value) => ({ method, path, body: JSON.stringify(value) }));
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, body }) => {
      const { status } = await ask(key, path, body, { method });
      seen.set(path, (seen.get(path) ?? new Set()).add(status));
      expect([200, 400, 409, 422]).toContain(status);
    }),
    { seed: Number(process.env["RELATA_SEED"]), numRuns: 2_000 },
  );
  expect(logged).toEqual([]);
  // What is always refused would say nothing of what is answered.
  const answered = [...seen].filter(([, statuses]) => statuses.has(200) && statuses.has(400));
  expect(answered.length).toBeGreaterThan(9);
});
