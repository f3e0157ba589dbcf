import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "@relata/core";
import { answerFailures, guards } from "@relata/express";
import { memoryStore } from "@relata/store";
import express from "express";
import { expect, test } from "vitest";
import { brokenRelata, filledRelata } from "../../middleware/test/situation.ts";

/** What the application answers to one request. */
async function sent(
  app: express.Express,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  await response.clone().text();
  server.closeAllConnections();
  server.close();
  return response;
}

const quiet = (): express.Express => express().set("env", "test");

async function brokenGuards() {
  return guards(await brokenRelata(), { principal: () => "user:ann" });
}

test("a fault is answered 503 by Express itself, and as a problem where the application asks for that", async () => {
  const { authorize } = await brokenGuards();
  const app = quiet();
  app.get("/", authorize("view", "document:own"), (_, response) => void response.send("shown"));
  expect((await sent(app, "/")).status).toBe(503);
  app.use(answerFailures);
  const response = await sent(app, "/");
  expect([response.status, response.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
  expect(await response.json()).toMatchObject({ code: "store_unavailable", detail: "the store did not answer" });
});

test("what is no failure of the engine, and what is answered already, is passed on", async () => {
  const app = quiet();
  app.get("/other", () => {
    throw new Error("another");
  });
  app.get("/begun", (_, response, next) => {
    response.write("begun");
    next(new Failure("store_unavailable", "gone"));
  });
  const passed: unknown[] = [];
  app.use(answerFailures);
  app.use(((error: Error, _, response, _next) => {
    passed.push(error.message);
    if (response.headersSent) response.end();
    else response.status(500).send("failed");
  }) satisfies express.ErrorRequestHandler);
  expect((await sent(app, "/other")).status).toBe(500);
  expect(await (await sent(app, "/begun")).text()).toBe("begun");
  expect(passed).toEqual(["another", "gone"]);
});

test("guards stand among other middleware: what runs behind has not run where they refuse", async () => {
  const relata = await filledRelata(memoryStore());
  const { authenticate, authorize } = guards(relata, { principal: (request) => request.get("x-user") });
  const ran: string[] = [];
  const app = quiet();
  app.use((_, response, next) => {
    ran.push("before");
    response.locals["row"] = "own";
    next();
  });
  app.use("/documents", authenticate);
  const router = express.Router({ mergeParams: true });
  router.use(authorize("view", (request: express.Request<{ id: string }>) => `document:${request.params.id}`));
  router.get("/", (_, response) => {
    ran.push("handler");
    response.json(response.locals);
  });
  app.use("/documents/:id", router);
  const good = await sent(app, "/documents/plan", { "x-user": "user:ann" });
  expect([good.status, ran, Object.keys((await good.json()) as object)]).toEqual([
    200,
    ["before", "handler"],
    ["row", "permissions"],
  ]);
  ran.length = 0;
  expect([(await sent(app, "/documents/plan", { "x-user": "user:bob" })).status, ran]).toEqual([403, ["before"]]);
});

test("an error of a handler is not taken for one of its guard", async () => {
  const relata = await filledRelata(memoryStore());
  const { authorize } = guards(relata, { principal: () => "user:ann" });
  const app = quiet();
  let calls = 0;
  app.get("/", authorize("view", "document:own"), () => {
    calls++;
    throw new Failure("unknown_key", "no such key");
  });
  app.use(answerFailures);
  const response = await sent(app, "/");
  expect([response.status, calls]).toEqual([404, 1]);
});
