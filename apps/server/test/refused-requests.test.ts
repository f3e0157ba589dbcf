import { PROBLEM_TITLES, type ProblemCode } from "@relata/server";
import { expect, test } from "vitest";
import { json, serve } from "./situation.ts";

const ANN = { subject: "user:ann", permission: "view", object: "doc:plan" };
const REFERENCE =
  "is text such as `user:ann`, or an object of `type`, `id` and perhaps `relation`; or `{ allOf: […] }`";

/** A problem in all its members: nothing else is in it, and no outcome above all. */
function problem(status: number, code: ProblemCode, detail: string) {
  return { type: `urn:relata:problem:${code}`, title: PROBLEM_TITLES[code], status, detail, code };
}

test.each<readonly [unknown, number, ProblemCode, string]>([
  ["", 400, "invalid_json", "the body is empty"],
  ["{", 400, "invalid_json", "the body is not JSON"],
  ['{"subject": "user:ann",}', 400, "invalid_json", "the body is not JSON"],
  [{ ...ANN, subject: "user:" }, 400, "invalid_reference", "`user:` is not a reference: the id is empty"],
  [{ ...ANN, subject: "usr:ann" }, 400, "unknown_type", "unknown type `usr` in `usr:ann`; did you mean `user`?"],
  [
    { ...ANN, subject: "group:eng#membr" },
    400,
    "unknown_relation",
    "type `group` has no relation or permission `membr`; did you mean `member`?",
  ],
  [
    { ...ANN, permission: "veiw" },
    400,
    "unknown_permission",
    "type `doc` has no relation or permission `veiw`; did you mean `view`?",
  ],
  [
    { ...ANN, now: "noon" },
    400,
    "invalid_question",
    "`now` is not a timestamp such as `2026-01-31T09:00:00Z`: it is `noon`",
  ],
  [
    { ...ANN, permission: "odd", object: "doc:loop" },
    422,
    "paradox",
    "whether `odd` holds on `doc:loop` depends on its own negation: an exclusion leads back to itself",
  ],
])("%j is answered with %i %s", async (body, status, code, detail) => {
  const { app, logged } = await serve();
  const response = await app.request("/v1/check", json(body));
  expect(await response.json()).toEqual(problem(status, code, detail));
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(logged).toEqual([]);
});

const UNKNOWN = "is not known here";

test.each<readonly [unknown, readonly (readonly [string, string])[]]>([
  ["null", [["", "invalid input: expected object, received null"]]],
  [[ANN], [["", "invalid input: expected object, received array"]]],
  [
    {},
    [
      ["/permission", "is missing"],
      ["/object", "is missing"],
    ],
  ],
  [{ ...ANN, contxt: {} }, [["/contxt", UNKNOWN]]],
  [
    { ...ANN, explain: true, __proto: 1 },
    [
      ["/explain", UNKNOWN],
      ["/__proto", UNKNOWN],
    ],
  ],
  ['{"subject":"user:ann","permission":"view","object":"doc:plan","__proto__":{}}', [["/__proto__", UNKNOWN]]],
  [{ ...ANN, subject: { typ: "user", id: "ann" } }, [["/subject", REFERENCE]]],
  [{ ...ANN, subject: { allOf: "user:ann" } }, [["/subject", REFERENCE]]],
  [{ ...ANN, subject: null }, [["/subject", REFERENCE]]],
  [{ ...ANN, subject: 5 }, [["/subject", REFERENCE]]],
  [{ ...ANN, object: ["doc:plan"] }, [["/object", "is text such as `doc:plan`, or an object of `type` and `id`"]]],
  [{ ...ANN, permission: null }, [["/permission", "invalid input: expected string, received null"]]],
  [{ ...ANN, resource: 1 }, [["/resource", expect.stringContaining("received number") as string]]],
  [{ ...ANN, context: [] }, [["/context", expect.stringContaining("received array") as string]]],
  [{ ...ANN, now: { toString: 1 } }, [["/now", "invalid input: expected string, received object"]]],
  [
    { permission: "view", object: "doc:plan" },
    [["/subject", "is missing: this server does not ask who is calling, so that a question names whom it is about"]],
  ],
])("%j is refused whole, with a pointer to each field", async (body, fields) => {
  const { app, logged } = await serve();
  const response = await app.request("/v1/check", json(body));
  const { code, errors } = (await response.json()) as { code: string; errors: unknown };
  expect(errors).toEqual(fields.map(([pointer, detail]) => ({ pointer, detail })));
  expect(response.status).toBe(400);
  expect(code).toMatch(/^(invalid_request|missing_fields)$/);
  expect(logged).toEqual([]);
});

test("a policy that fails is a problem that names it", async () => {
  const { app } = await serve();
  const response = await app.request("/v1/check", json({ ...ANN, permission: "pay", resource: { amount: "10" } }));
  expect(response.status).toBe(422);
  const { code, detail } = (await response.json()) as { code: string; detail: string };
  expect(code).toBe("policy_failed");
  expect(detail).toContain("policy `small` on `doc:plan` failed");
});

test("a budget that is passed is a problem", async () => {
  const { app } = await serve({ budget: 1 });
  const response = await app.request("/v1/check", json(ANN));
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "budget_exceeded" });
});

test.each([
  [undefined, "there is no `Content-Type`"],
  ["text/plain", "not `text/plain`"],
  ["application/x-www-form-urlencoded", "not `application/x-www-form-urlencoded`"],
  ["application/jsonp", "not `application/jsonp`"],
  ["application/json; charset=latin1", "not `application/json; charset=latin1`"],
])("a body of type %s is 415", async (type, given) => {
  const { app } = await serve();
  const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
  const body = new TextEncoder().encode(JSON.stringify(ANN));
  const response = await app.request("/v1/check", { method: "POST", headers, body });
  expect(await response.json()).toEqual(
    problem(415, "unsupported_media_type", `send \`Content-Type: application/json\`: ${given}`),
  );
});

test("a compressed body is 415", async () => {
  const { app } = await serve();
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  const response = await app.request("/v1/check", { ...json(ANN), headers });
  expect(await response.json()).toEqual(
    problem(415, "unsupported_media_type", "send the body as it is, without `Content-Encoding: gzip`"),
  );
});

test("a body that is not UTF-8 is not JSON", async () => {
  const { app } = await serve();
  const body = Uint8Array.of(0x22, 0xff, 0x22);
  const response = await app.request("/v1/check", { ...json(""), body });
  expect(await response.json()).toEqual(problem(400, "invalid_json", "the body is not JSON: it is not UTF-8"));
});

test.each(["/", "/v1", "/v1/checks", "/v1/check/", "/V1/check", "/v1/check%00", "/api"])("%s is 404", async (path) => {
  const { app } = await serve();
  const response = await app.request(path, json(ANN));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "not_found" });
});

test.each([
  ["GET", "/v1/check", "POST"],
  ["PUT", "/v1/check", "POST"],
  ["OPTIONS", "/v1/check", "POST"],
  ["POST", "/livez", "GET, HEAD"],
  ["DELETE", "/readyz", "GET, HEAD"],
  ["POST", "/api/health", "GET, HEAD"],
])("%s %s is 405 and says what is allowed", async (method, path, allow) => {
  const { app } = await serve();
  const response = await app.request(path, { method });
  expect(response.headers.get("allow")).toBe(allow);
  expect(await response.json()).toEqual(
    problem(405, "method_not_allowed", `this path takes ${allow}, not \`${method}\``),
  );
});
