import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { expect, onTestFinished, test } from "vitest";
import { file, json } from "../situation.ts";
import { INVOICE, MODEL } from "./keyed-situation.ts";

const ids = ["a", "b", "c"];
const own = { entityType: INVOICE, permission: "read" };
const ann = { subject: "user:ann", permission: "read" };
const evaluation = {
  subject: { type: "user", id: "ann" },
  action: { name: "read" },
  resource: { type: INVOICE, id: "a" },
};
const { subject, action, resource } = evaluation;

const LATE = {
  status: 503,
  body: { code: "deadline_exceeded", detail: expect.stringContaining("5,000 ms") as string },
};

type Ask = (path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;

/** A server whose engine has no deadline of its own, and a clock that stands still until it is told to run. */
async function timed() {
  const path = file();
  let [now, perLook] = [Date.now(), 0];
  const clock = () => (now += perLook);
  const relata: Relata = await createRelata({ model: withSystem(readModel(MODEL).model), store: sqlite(path), clock });
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(path),
    app: "acme",
    requestLimits: { deadlineMs: 5_000 },
  });
  onTestFinished(async () => {
    await server.close();
    await relata.close();
  });
  const tuples = ["system:root:main#admin", ...ids.map((id) => `${INVOICE}:${id}#clerk`)];
  const { secret } = await server.keys.create({ name: "clerk", tuples });
  const ask: Ask = async (to, body) => {
    const request = new Request(`http://relata.test${to}`, body === undefined ? {} : json(body));
    request.headers.set("x-api-key", secret.reveal());
    const response = await server.app.request(request);
    return { status: response.status, body: await response.json() };
  };
  return { ask, run: () => void (perLook = 60_000) };
}

test.each<readonly [path: string, body: object | undefined]>([
  ["/api/auth/check-permission", { ...own, entityId: "a" }],
  ["/api/auth/check-permission/batch", { ...own, entityIds: ids }],
  ["/api/auth/list-objects", own],
  [`/api/auth/list-objects?entityType=${INVOICE}&permission=read`, undefined],
  ["/access/v1/evaluation", evaluation],
  ["/access/v1/evaluations", evaluation],
  ["/access/v1/evaluations", { evaluations: [evaluation, evaluation] }],
  ["/access/v1/search/subject", { ...evaluation, subject: { type: "user" } }],
  ["/access/v1/search/resource", { subject, action, resource: { type: INVOICE } }],
  ["/access/v1/search/action", { subject, resource }],
  ["/v1/check", { ...ann, object: `${INVOICE}:a` }],
  ["/v1/check/batch", { items: ids.map((id) => ({ ...ann, object: `${INVOICE}:${id}` })) }],
  ["/v1/explain", { ...ann, object: `${INVOICE}:a` }],
  ["/v1/expand", { permission: "read", object: `${INVOICE}:a` }],
  ["/v1/list-objects", { ...ann, type: INVOICE }],
  ["/v1/list-subjects", { permission: "read", object: `${INVOICE}:a`, type: "user" }],
  ["/v1/permissions", { subject: "user:ann", types: [INVOICE] }],
  ["/v1/permissions", { subject: "user:ann", object: `${INVOICE}:a` }],
])("`%s` %j is answered within the deadline of the server, or not at all", async (path, body) => {
  const { ask, run } = await timed();
  expect(await ask(path, body)).toMatchObject({ status: 200 });
  run();
  expect(await ask(path, body)).toMatchObject(LATE);
});

test("so is the next page of a list", async () => {
  const { ask, run } = await timed();
  const { body } = await ask("/api/auth/list-objects", { ...own, limit: 1 });
  const { nextCursor: cursor } = (body as { pagination: { nextCursor: string } }).pagination;
  const next = { ...own, limit: 1, cursor };
  expect(await ask("/api/auth/list-objects", next)).toMatchObject({
    status: 200,
    body: { items: [{ entityId: "b" }] },
  });
  run();
  expect(await ask("/api/auth/list-objects", next)).toMatchObject(LATE);
});
