import { withoutSecrets } from "@relata/keys";
import { Failure } from "@relata/model";
import type { Answered } from "@relata/server";
import { expect, test } from "vitest";
import { jsonLog, type LogLevel } from "../../src/observing/json-log.ts";
import { INVOICE, keyed } from "./keyed-situation.ts";

async function observed() {
  const told: Answered[] = [];
  const server = await keyed({ onAnswered: (one) => void told.push(one) });
  return { server, told };
}

test("every request is told once, by its route, and with nothing that was sent", async () => {
  const { server, told } = await observed();
  const { id, secret } = await server.keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const question = { entityType: INVOICE, entityId: "1", permission: "read" };
  await server.call("/api/auth/check-permission", { key: secret, body: question });
  await server.call(`/v1/api-keys/${id}`, { key: secret });
  await server.call(`/v1/${secret}?key=${secret}`);
  await server.call("/v1/whoami", { key: "wrong" });
  await server.call("/v1/check", { key: secret, method: "DELETE" });
  expect(told.map(({ method, route, status, key, outcome }) => [method, route, status, key, outcome])).toEqual([
    ["POST", "/api/auth/check-permission", 200, id, "allowed"],
    ["GET", "/v1/api-keys/:id", 404, id, undefined],
    ["GET", "", 404, undefined, undefined],
    ["GET", "/v1/whoami", 401, undefined, undefined],
    ["DELETE", "", 405, undefined, undefined],
  ]);
  expect(withoutSecrets(JSON.stringify(told))).toBe(JSON.stringify(told));
  for (const { durationMs } of told) expect(durationMs).toBeGreaterThan(0);
});

test("a request keeps the id that it came with, where that may be repeated, and the audit has the same", async () => {
  const { server, told } = await observed();
  const { secret } = await server.keyOf();
  const idOf = async (given?: string) => {
    const headers = given === undefined ? {} : { "x-request-id": given };
    return (await server.call("/v1/whoami", { key: secret, headers })).headers.get("x-request-id");
  };
  for (const given of ["req-7.a_b", "a b", '{"a":1}']) expect(await idOf(given)).toBe(given);
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  for (const given of [undefined, "", "x".repeat(65), "\u00e9", secret]) expect(await idOf(given)).toMatch(uuid);
  await server.keys.flush();
  const { rows } = await server.keys.audit({ limit: 10 });
  expect(rows.map(({ requestId }) => requestId)).toEqual(
    expect.arrayContaining(told.map(({ requestId }) => requestId)),
  );
});

test("answers that failed have an id, too", async () => {
  const { server } = await observed();
  for (const path of ["/nowhere", "/v1/whoami", "/v1/check"]) {
    expect((await server.call(path)).headers.get("x-request-id")).toMatch(/./);
  }
});

test("administrators read what is counted, and nobody else", async () => {
  const { server } = await observed();
  const [plain, admin] = [await server.keyOf(), await server.keyOf({ tuples: ["system:root:main#admin"] })];
  expect((await server.call("/metrics")).status).toBe(401);
  expect((await server.call("/metrics", { key: plain.secret })).status).toBe(403);
  const question = { entityType: INVOICE, entityId: "1", permission: "read" };
  await server.call("/api/auth/check-permission", { key: plain.secret, body: question });
  for (const name of ["a", "b"]) await server.call(`/${name}`, { method: `PURGE${name}` });
  const response = await server.call("/metrics", { key: admin.secret });
  expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  const text = await response.text();
  expect(text).toContain('relata_decisions_total{route="/api/auth/check-permission",outcome="denied"} 1\n');
  expect(text).toContain(
    'relata_http_request_duration_seconds_count{route="/api/auth/check-permission",method="POST",status="200"} 1\n',
  );
  expect(text).toContain('relata_http_request_duration_seconds_count{route="",method="",status="404"} 2\n');
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).not.toContain("PURGE");
});

function lines(level: LogLevel) {
  const written: Record<string, unknown>[] = [];
  const write = (text: string) => void written.push(JSON.parse(text) as Record<string, unknown>);
  return { written, ...jsonLog(level, { write }) };
}

const ANSWERED: Answered = { requestId: "r", method: "GET", route: "/livez", status: 200, durationMs: 1.23456 };

test("a log of JSON is an object a line, from its level on", () => {
  const info = lines("info");
  info.log("listening");
  info.onAnswered(ANSWERED);
  info.onAnswered({ ...ANSWERED, status: 503 });
  expect(info.written).toMatchObject([
    { level: 30, msg: "listening" },
    { level: 30, msg: "request", requestId: "r", method: "GET", route: "/livez", status: 200, durationMs: 1.235 },
    { level: 40, msg: "request", status: 503 },
  ]);
  const warn = lines("warn");
  warn.log("listening");
  warn.onAnswered(ANSWERED);
  warn.log("failed", new Error("no"));
  expect(warn.written).toMatchObject([{ level: 50, msg: "failed", error: { message: "no" } }]);
});

test("what errors say is logged to the last cause, without keys", async () => {
  const { secret } = await (await keyed()).keyOf();
  const { written, log } = lines("info");
  const cause = new Error(`no key ${secret}`);
  log(`it was ${secret}`, new Failure("store_unavailable", `at ${secret}`, { cause }));
  log("other", `text ${secret}`);
  expect(JSON.stringify(written)).not.toContain(secret);
  expect(written).toMatchObject([{ error: { code: "store_unavailable", cause: { name: "Error" } } }, { msg: "other" }]);
});
