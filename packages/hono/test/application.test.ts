import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { guards } from "@relata/hono";
import { Authentication, createKeys, storedKeys, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { afterAll, expect, test } from "vitest";
import { brokenRelata, filledRelata, model, TUPLES } from "../../middleware/test/situation.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-hono-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function brokenGuards() {
  return guards(await brokenRelata(), { principal: () => "user:ann" });
}

test("a fault is answered 503 by Hono itself, where the application handles no errors", async () => {
  const { authorize } = await brokenGuards();
  const app = new Hono().get("/", authorize("view", "document:own"), (c) => c.text("shown"));
  const response = await app.request("/");
  expect([response.status, response.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
  expect(await response.json()).toMatchObject({ code: "store_unavailable", detail: "the store did not answer" });
});

test("a fault reaches what the application handles errors with, and what logs them, with its cause", async () => {
  const { authorize } = await brokenGuards();
  const app = new Hono();
  const seen: unknown[] = [];
  app.use(async (c, next) => {
    await next();
    seen.push(c.error?.cause);
  });
  app.onError((error) =>
    error instanceof HTTPException ? error.getResponse() : new Response("other", { status: 500 }),
  );
  app.get("/", authorize("view", "document:own"), (c) => c.text("shown"));
  expect((await app.request("/")).status).toBe(503);
  expect(seen).toMatchObject([{ cause: { code: "store_unavailable", message: "no answer from db-7" } }]);
});

test("guards stand among other middleware: what runs before has run, and what runs behind has not where they refuse", async () => {
  const relata = await filledRelata(memoryStore());
  const { authenticate, authorize } = guards(relata, { principal: (c) => c.req.header("x-user") });
  const ran: string[] = [];
  const app = new Hono<{ Variables: { row: string } }>();
  app.use(async (c, next) => {
    ran.push("before");
    c.set("row", "own");
    await next();
    c.header("x-after", String(c.res.status));
  });
  app.use("/documents/*", authenticate);
  app.delete(
    "/documents/:id",
    authorize("view", (c) => `document:${c.req.param("id")}`),
    authorize("approve", (c) => `document:${(c.get as (name: string) => string)("row")}`, {
      resource: () => ({ amount: 1 }),
    }),
    (c) => {
      ran.push("handler");
      return c.text(c.var.row);
    },
  );
  const send = async (path: string, user: string) =>
    app.request(path, { method: "DELETE", headers: { "x-user": user } });
  const good = await send("/documents/plan", "user:ann");
  expect([good.status, good.headers.get("x-after"), ran]).toEqual([200, "200", ["before", "handler"]]);
  ran.length = 0;
  const bad = await send("/documents/plan", "user:bob");
  expect([bad.status, bad.headers.get("x-after"), ran]).toEqual([403, "403", ["before"]]);
});

test("relata's own keys say who is calling: as key, for its owner, and refused in the form of the server", async () => {
  const file = join(folder, "keys.db");
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  const keys = createKeys({ relata, store: sqliteKeys(file), app: "acme" });
  await relata.write(TUPLES);
  const authentication = new Authentication({ authenticators: [storedKeys(keys)] });
  const { authorize } = guards(relata, { principal: async (c) => authentication.authenticate(c.req.raw) });
  const app = new Hono();
  app.get(
    "/documents/:id",
    authorize("view", (c) => `document:${c.req.param("id")}`),
    (c) => c.json(c.var.permissions.subjects.map(({ type }) => type)),
  );
  const send = async (id: string, key?: string) =>
    app.request(`/documents/${id}`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });

  const own = await keys.create({ name: "own", tuples: ["document:plan#owner"] });
  expect((await send("plan", own.secret.reveal())).status).toBe(200);
  expect((await send("own", own.secret.reveal())).status).toBe(403);
  const acting = await keys.create({
    name: "acting",
    mode: "delegated",
    owner: "user:ann",
    tuples: ["document:own#owner"],
  });
  expect(await (await send("own", acting.secret.reveal())).json()).toEqual(["apikey", "user"]);
  expect((await send("plan", acting.secret.reveal())).status).toBe(403);

  const none = await send("own");
  expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="relata"']);
  expect(await none.json()).toMatchObject({ code: "missing_api_key", title: "the request carries no credential" });
  await keys.revoke(own.key.id);
  const gone = await send("plan", own.secret.reveal());
  expect([gone.status, await gone.json()]).toMatchObject([401, { detail: "Invalid API key" }]);
  await keys.close();
  await relata.close();
});
