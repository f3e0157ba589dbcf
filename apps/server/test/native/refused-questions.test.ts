import { expect, test } from "vitest";
import { INVOICE } from "../keyed/keyed-situation.ts";
import { native } from "./native-situation.ts";

const ANN = { subject: "user:ann", permission: "read", object: `${INVOICE}:1` };
const LIMITS = { batchItems: 2, pageEntries: 3, writeChanges: 2, deadlineMs: 1_500, budget: 50 };

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

test("a request is refused whole, with a pointer to each field, and each limit is stated", async () => {
  const server = await native({ requestLimits: LIMITS });
  const key = await server.holding("reader");
  const refused = async (path: string, body: object | string) => {
    const { status, body: said } = await server.ask(key, path, body);
    const { errors = [] } = said as { errors?: { pointer: string; detail: string }[] };
    return [status, ...errors.map(({ pointer, detail }) => `${pointer} ${detail}`)];
  };
  expect(await refused("/v1/check", { ...ANN, consistncy: "fast", permission: 7, now: 8 })).toEqual([
    400,
    "/permission invalid input: expected string, received number",
    "/now invalid input: expected string, received number",
    "/consistncy is not known here",
  ]);
  expect(await refused("/v1/check", { ...ANN, deadlineMs: 1_501, budget: 51 })).toEqual([
    400,
    "/deadlineMs is a whole number, from 1 to 1,500",
    "/budget is a whole number, from 1 to 50",
  ]);
  expect(await refused("/v1/check/batch", { items: [ANN, ANN, ANN] })).toEqual([
    400,
    "/items may have 2 questions at the most",
  ]);
  const tuple = "group:eng#member@user:ann";
  expect(await refused("/v1/check", { ...ANN, tuples: [tuple, tuple, tuple] })).toEqual([
    400,
    "/tuples may have 2 tuples at the most",
  ]);
  const list = { subject: "user:ann", permission: "read", type: INVOICE };
  expect(await refused("/v1/list-objects", { ...list, limit: 4 })).toEqual([
    400,
    "/limit is a whole number, from 1 to 3",
  ]);
  expect(await refused("/v1/check/batch", { items: [ANN, { ...ANN, object: 3 }] })).toEqual([
    400,
    "/items/1/object is text such as `doc:plan`, or an object of `type` and `id`",
  ]);
  const [start, end] = [
    '{"subject":"user:ann","permission":"read","object":"client_abc:invoice:1","context":{"a":',
    "}}",
  ];
  for (const depth of [64, 100_000]) {
    expect(await refused("/v1/explain", `${start}${nested(depth)}${end}`)).toEqual([
      400,
      "/context may be nested 64 deep at the most",
    ]);
  }
  expect(await refused("/v1/explain", `${start}${nested(63)}${end}`)).toEqual([200]);
  expect(server.logged).toEqual([]);
});

test.each([
  ["/v1/check", { ...ANN, consistency: { exactly: "nonsense" } }, 400, "invalid_consistency_token"],
  ["/v1/check", { ...ANN, tuples: ["group:eng#owner@user:ann"] }, 400, "unknown_relation"],
  ["/v1/check", { ...ANN, now: "noon" }, 400, "invalid_question"],
  ["/v1/check", { ...ANN, budget: 1 }, 422, "budget_exceeded"],
  ["/v1/list-objects", { ...ANN, type: INVOICE, object: undefined, cursor: "x" }, 400, "invalid_cursor"],
  ["/v1/list-subjects", { object: `${INVOICE}:1`, permission: "read", type: "usr" }, 400, "unknown_type"],
  ["/v1/expand", { object: `${INVOICE}:1`, permission: "raed" }, 400, "unknown_permission"],
  ["/v1/permissions", { subject: "user:ann", types: ["nothing"] }, 400, "unknown_type"],
])("%s %j is %i %s", async (path, body, status, code) => {
  const server = await native();
  await server.relata.write([`${INVOICE}:1#clerk@group:eng#member`, "group:eng#member@user:ann"]);
  const answer = await server.ask(await server.holding("reader"), path, body);
  expect(answer).toMatchObject({ status, body: { code } });
});

test("a question that takes longer than it may is told so, and is no fault of the server", async () => {
  const server = await native();
  const key = await server.holding("reader");
  const items = Array.from({ length: 5_000 }, (_, n) => ({ ...ANN, subject: `user:${n}` }));
  const { status, body } = await server.ask(key, "/v1/check/batch", { items, deadlineMs: 1 });
  expect([status, body]).toEqual([503, expect.objectContaining({ code: "deadline_exceeded" })]);
  expect((body as { detail: string }).detail).toMatch(/1 ms|millisecond/);
  expect(server.logged).toEqual([]);
});
