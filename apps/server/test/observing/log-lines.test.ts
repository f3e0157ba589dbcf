import { withoutSecrets } from "@relata/keys";
import { expect, test } from "vitest";
import { jsonLog } from "../../src/observing/json-log.ts";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";

/** A line for each request, as it is written. */
async function logging() {
  const lines: string[] = [];
  const { log, onAnswered } = jsonLog("info", { write: (text) => void lines.push(text) });
  return { server: await keyed({ log, onAnswered }), lines };
}

const LINE = { level: 30, msg: "request", time: expect.stringMatching(/Z$/), durationMs: expect.any(Number) };

test("a request is one line of JSON: its id, route, status and duration, the key, and what was decided", async () => {
  const { server, lines } = await logging();
  const { id, secret: key } = await server.keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const headers = { "x-request-id": "r-1" };
  const question = { entityType: INVOICE, permission: "read" };
  await server.call("/api/auth/check-permission", { key, headers, body: { ...question, entityId: "1" } });
  await server.call("/api/auth/check-permission/batch", { key, headers, body: { ...question, entityIds: ["1", "2"] } });
  await server.call("/v1/check", { key, headers, body: { permission: "no_such", object: `${INVOICE}:1` } });
  await server.call("/v1/whoami", { key: "wrong", headers });
  const request = { ...LINE, requestId: "r-1" };
  const none = { allowed: 0, denied: 0, conditional: 0, failed: 0 };
  const decided = { outcome: "allowed", decisions: { ...none, allowed: 1 } };
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { ...request, method: "POST", route: "/api/auth/check-permission", status: 200, key: id, ...decided },
    {
      ...request,
      method: "POST",
      route: "/api/auth/check-permission/batch",
      status: 200,
      key: id,
      decisions: { ...none, allowed: 1, denied: 1 },
    },
    { ...request, method: "POST", route: "/v1/check", status: 400, key: id, problem: "unknown_permission" },
    { ...request, method: "GET", route: "/v1/whoami", status: 401, problem: "invalid_api_key" },
  ]);
  for (const line of lines) expect(line.split("\n")).toEqual([line.trimEnd(), ""]);
});

test("no line has a secret, wherever a client put it", async () => {
  const { server, lines } = await logging();
  const { secret } = await server.keyOf();
  const spots = [`/v1/${secret}`, `/v1/api-keys/${secret}`, `/v1/whoami?key=${secret}`];
  for (const path of spots)
    await server.call(path, { key: secret, headers: { "x-request-id": secret, "user-agent": secret } });
  await server.call("/v1/check", { key: secret, body: { permission: secret, object: `${INVOICE}:${secret}` } });
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(withoutSecrets(line)).toBe(line);
});
