import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "@relata/server";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openReviewTool } from "../src/review-tool.ts";

const SITE = "http://localhost:3000";
const PASSWORD = "correct horse battery staple";

const folder = mkdtempSync(join(tmpdir(), "relata-review-tool-"));
const webhooks = { github: "github's", gitlab: "gitlab's" };
const tool = await openReviewTool({ folder, secret: "s".repeat(32), url: SITE, webhooks });
let listening: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  listening = await listen({ app: tool.app, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await listening.close();
  await tool.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a request shows for itself. */
type Shown = Readonly<Record<string, string>>;

async function send(method: string, path: string, shown: Shown = {}, body?: unknown) {
  const response = await fetch(`${listening.url}${path}`, {
    method,
    headers: { ...shown, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = (text.startsWith("{") ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, json };
}

const statusOf = async (method: string, path: string, shown?: Shown) => (await send(method, path, shown)).status;

/** Somebody at a browser, who has signed up. */
async function signUp(name: string) {
  const body = { name, email: `${name}@example.com`, password: PASSWORD };
  const { json, headers } = await send("POST", "/api/auth/sign-up/email", { origin: SITE }, body);
  const cookie = headers.getSetCookie().map((one) => one.split(";")[0]);
  const { id } = json["user"] as { readonly id: string };
  return { id, browser: { cookie: cookie.join("; "), origin: SITE } };
}

async function makeKey(browser: Shown): Promise<string> {
  const { status, headers, json } = await send("POST", "/v1/api-keys", browser, { name: "ci" });
  expect(status).toBe(201);
  expect(headers.get("cache-control")).toBe("no-store");
  return String(json["secret"]);
}

/** A key of better-auth's own, as its users made them before there were others. */
async function makeOldKey(browser: Shown): Promise<string> {
  const { json } = await send("POST", "/api/auth/api-key/create", browser, { name: "old" });
  return String(json["key"]);
}

/** What an operator does in the database of better-auth. */
function operate(statement: string, ...values: readonly string[]): void {
  const database = new Sqlite(join(folder, "people.db"));
  database.prepare(statement).run(...values);
  database.close();
}

const joins = (role: string, id: string) => tool.relata.write([`role:${role}#member@user:${id}`]);

describe("the review tool", () => {
  test("health is for everybody, and all else for who is known", async () => {
    expect(await statusOf("GET", "/api/health")).toBe(200);
    expect(await statusOf("GET", "/api/reviews")).toBe(401);
    expect(await statusOf("GET", "/api/reviews", { authorization: "Bearer nobody" })).toBe(401);
    expect(await statusOf("GET", "/api/reviews", { cookie: "better-auth.session_token=forged" })).toBe(401);
  });

  test("a key that is made with a session does what its owner can, in both headers", async () => {
    const { id, browser } = await signUp("ann");
    expect(await statusOf("GET", "/api/reviews", browser)).toBe(200);
    expect(await statusOf("POST", "/api/reviews", browser)).toBe(403);
    const key = await makeKey(browser);
    expect(key).toMatch(/^reviewer_api_live_/);
    const shown = [{ "x-api-key": key }, { authorization: `Bearer ${key}` }];
    for (const headers of shown) expect(await statusOf("POST", "/api/reviews", headers)).toBe(403);
    await joins("reviewer", id);
    for (const headers of [browser, ...shown]) expect(await statusOf("POST", "/api/reviews", headers)).toBe(201);
    await tool.relata.write({ delete: [`role:reviewer#member@user:${id}`] });
    for (const headers of [browser, ...shown]) expect(await statusOf("POST", "/api/reviews", headers)).toBe(403);
  });

  test("each route asks for its own permission, and one for an administrator", async () => {
    const { id, browser } = await signUp("max");
    const key = { "x-api-key": await makeKey(browser) };
    await joins("maintainer", id);
    expect(await statusOf("POST", "/api/projects", key)).toBe(201);
    expect(await statusOf("DELETE", "/api/platform-configs/7", key)).toBe(204);
    expect(await statusOf("POST", "/api/reviews", key)).toBe(403);
    expect(await statusOf("GET", "/api/platform-configs/7/access-token", key)).toBe(403);
    await tool.relata.write([`system:root:main#admin@user:${id}`]);
    expect(await statusOf("GET", "/api/platform-configs/7/access-token", key)).toBe(200);
  });

  test("whoever may delete one configuration may not delete another", async () => {
    const { id, browser } = await signUp("one");
    await tool.relata.write([`config:7#maintainer@user:${id}`]);
    expect(await statusOf("DELETE", "/api/platform-configs/7", browser)).toBe(204);
    expect(await statusOf("DELETE", "/api/platform-configs/8", browser)).toBe(403);
  });

  test("a key makes no keys", async () => {
    const { browser } = await signUp("eve");
    const key = { "x-api-key": await makeKey(browser) };
    expect((await send("POST", "/v1/api-keys", key, { name: "more" })).status).toBe(403);
  });

  test("with the user, its keys and sessions are gone", async () => {
    const { id, browser } = await signUp("bob");
    await joins("reviewer", id);
    const key = { "x-api-key": await makeKey(browser) };
    const old = { "x-api-key": await makeOldKey(browser) };
    for (const headers of [browser, key, old]) expect(await statusOf("POST", "/api/reviews", headers)).toBe(201);
    expect((await send("POST", "/api/auth/delete-user", browser, { password: PASSWORD })).status).toBe(200);
    for (const headers of [browser, key, old]) expect(await statusOf("POST", "/api/reviews", headers)).toBe(401);
  });

  test("a ban stops all of them until it is taken back", async () => {
    const { id, browser } = await signUp("zoe");
    const key = { "x-api-key": await makeKey(browser) };
    const old = { "x-api-key": await makeOldKey(browser) };
    const chief = await signUp("chief");
    operate("update user set role = 'admin' where id = ?", chief.id);
    const ban = (path: string) => send("POST", `/api/auth/admin/${path}`, chief.browser, { userId: id });
    expect((await ban("ban-user")).status).toBe(200);
    for (const headers of [browser, key, old]) expect(await statusOf("GET", "/api/reviews", headers)).toBe(401);
    expect((await ban("unban-user")).status).toBe(200);
    // better-auth has ended the session for good.
    expect(await statusOf("GET", "/api/reviews", browser)).toBe(401);
    for (const headers of [key, old]) expect(await statusOf("GET", "/api/reviews", headers)).toBe(200);
  });

  test("a key of better-auth that is called too often is told when to come again, and is not called bad", async () => {
    const { id, browser } = await signUp("run");
    const headers = { authorization: `Bearer ${await makeOldKey(browser)}` };
    operate("update apikey set rateLimitMax = 1 where referenceId = ?", id);
    expect(await statusOf("GET", "/api/reviews", headers)).toBe(200);
    const refused = await send("GET", "/api/reviews", headers);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await statusOf("GET", "/api/reviews", { "x-api-key": `review_${"x".repeat(64)}` })).toBe(401);
  });

  test("a webhook needs its signature, and nothing else", async () => {
    const delivery = { action: "opened" };
    const sign = (secret: string) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(JSON.stringify(delivery)).digest("hex")}`,
    });
    const github = async (shown: Shown, body: unknown = delivery) =>
      (await send("POST", "/api/webhook/github", shown, body)).status;
    expect(await github(sign(webhooks.github))).toBe(202);
    expect(await github(sign(webhooks.github), { action: "closed" })).toBe(401);
    expect(await github(sign("another"))).toBe(401);
    expect(await github((await signUp("hook")).browser)).toBe(401);
    const gitlab = { "x-gitlab-token": webhooks.gitlab };
    expect(await statusOf("POST", "/api/webhook/gitlab", gitlab)).toBe(202);
    expect(await statusOf("POST", "/api/webhook/gitlab", { "x-gitlab-token": webhooks.github })).toBe(401);
  });

  test("two different credentials in the headers are 400", async () => {
    const headers = { "x-api-key": `review_${"x".repeat(64)}`, authorization: `Bearer review_${"y".repeat(64)}` };
    expect(await statusOf("GET", "/api/reviews", headers)).toBe(400);
  });
});
