import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { listen } from "@relata/server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";
import { startChromium } from "./chromium.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(async () => browser?.close());

/** The page in a browser, with all that went wrong in it, and all that it asked for. */
async function opened(of: { readonly colorScheme?: "light" | "dark"; readonly behind?: string } = {}) {
  const { colorScheme = "light", behind = "" } = of;
  const server = await keyed();
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
  const origin = behind === "" ? listening.url : await proxyOf(listening.url, behind);
  const context = await browser?.newContext({ colorScheme });
  if (context === undefined) throw new Error("there is no browser");
  onTestFinished(async () => {
    await context.close();
    await listening.close();
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (sent) => asked.push(sent.url()));
  await page.goto(`${origin}${behind}/docs`);
  return { server, page, wrong, asked, origin };
}

/** A proxy that shows a server behind a path, and answers nothing before it. */
async function proxyOf(url: string, behind: string): Promise<string> {
  const proxy = createServer((incoming, outgoing) => {
    const { url: path = "", method, headers } = incoming;
    if (!path.startsWith(`${behind}/`)) return void outgoing.writeHead(404).end();
    const onward = request(new URL(path.slice(behind.length), url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** Opens a route by keyboard, fills fields of its form in, sends it, and gives what is answered. */
async function sent(
  page: Page,
  operation: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<readonly [status: string, answer: string]> {
  const details = page.locator(`[id="${operation}"]`);
  await details.locator("summary").focus();
  await page.keyboard.press("Enter");
  for (const [name, value] of Object.entries(fields)) await page.locator(`[id="${operation}-${name}"]`).fill(value);
  await details.getByRole("button", { name: "Send" }).click();
  await details.locator("output", { hasText: / ms$/ }).waitFor();
  await details.getByRole("button", { name: "Send", disabled: false }).waitFor();
  return [
    (await details.locator("output").textContent()) ?? "",
    (await details.locator(".answer").textContent()) ?? "",
  ];
}

test.each(["light", "dark"] as const)(
  "the page is whole and accessible, with nothing from elsewhere: %s",
  async (colorScheme) => {
    const { server, page, wrong, asked, origin } = await opened({ colorScheme });
    const { paths } = (await (await server.app.request("/openapi.json")).json()) as { paths: Record<string, object> };
    const operations = Object.values(paths).flatMap((methods) => Object.keys(methods));
    expect(await page.locator(".operation").count()).toBe(operations.length);
    expect(operations.length).toBeGreaterThan(45);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    await page.evaluate(AXE);
    const violations = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html}`))",
    );
    expect(violations).toEqual([]);
    expect(asked.filter((url) => new URL(url).origin !== origin)).toEqual([]);
    expect(asked.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  },
);

test("routes are called from the page, by keyboard, with a key that is typed in and kept nowhere", async () => {
  const { server, page, wrong } = await opened();
  expect(await sent(page, "isAlive")).toEqual([expect.stringMatching(/^200 /), '{\n  "status": "ok"\n}']);
  const { secret } = await server.keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const question = JSON.stringify({ permission: "read", object: `${INVOICE}:1` });
  const [refused, problem] = await sent(page, "check", { body: question });
  expect(refused).toMatch(/^401 /);
  expect(problem).toContain("missing_api_key");
  await page.getByLabel("Key or token").fill(secret);
  const again = page.locator('[id="check"]').getByRole("button", { name: "Send" });
  await again.focus();
  await page.keyboard.press("Enter");
  const answer = page.locator('[id="check"] .answer', { hasText: "allowed" });
  expect(await answer.textContent()).toBe('{\n  "outcome": "allowed"\n}');
  const kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])";
  expect(await page.evaluate(kept)).not.toContain(secret);
  await page.reload();
  expect(await page.getByLabel("Key or token").inputValue()).toBe("");
  // The browser itself says so of an answer that is no success, and nothing else is wrong.
  expect(wrong).toEqual([expect.stringContaining("the server responded with a status of 401")]);
});

test("parameters stand where they belong, and a stream is shown as it comes, until it is stopped", async () => {
  const { server, page } = await opened();
  const { id, secret } = await server.keyOf({ kind: "root" });
  await page.getByLabel("Key or token").fill(secret);
  const [status, answer] = await sent(page, "readKey", { "path-id": id });
  expect([status, answer]).toEqual([expect.stringMatching(/^200 /), expect.stringContaining(`"id": "${id}"`)]);
  const watching = page.locator('[id="watch"]');
  await watching.locator("summary").click();
  await watching.getByRole("button", { name: "Send" }).click();
  await watching.locator("output", { hasText: /^200 / }).waitFor();
  await server.relata.write([`${INVOICE}:7#owner@user:ann`]);
  await watching.locator(".answer", { hasText: "event: revision" }).waitFor();
  await watching.getByRole("button", { name: "Stop" }).click();
  await watching.locator("output", { hasText: "Stopped." }).waitFor();
});

test("the page works behind a path, and an address with the name of a route shows it opened", async () => {
  const { page, wrong, asked } = await opened({ behind: "/authz" });
  expect(await sent(page, "isAlive")).toEqual([expect.stringMatching(/^200 /), expect.stringContaining("ok")]);
  expect(asked.filter((url) => !new URL(url).pathname.startsWith("/authz/"))).toEqual([]);
  await page.goto(`${page.url()}#whoami`);
  await page.locator('[id="whoami"][open]').waitFor();
  expect(wrong).toEqual([]);
});
