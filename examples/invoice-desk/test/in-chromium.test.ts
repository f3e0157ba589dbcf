import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startDesk } from "./desk.ts";

/** Where systems put it, by its several names. */
const PLACES = [
  process.env["RELATA_CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const desk = await startDesk();

let browser: Browser | undefined;
beforeAll(async () => {
  const executablePath = PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("there is no Chromium: `apt-get install chromium`, or name another by RELATA_CHROMIUM=/path/to/it");
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
});
afterAll(async () => browser?.close());

async function opened(user: string) {
  const context = await browser?.newContext();
  if (context === undefined) throw new Error("there is no browser");
  onTestFinished(async () => context.close());
  await context.addCookies([{ name: "user", value: user, url: desk.url }]);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(desk.url);
  return { page, wrong };
}

test(
  "the page shows what somebody may do, and follows what is written while it is open",
  { timeout: 30_000 },
  async () => {
    const { page, wrong } = await opened("ann");
    const button = (id: string, name: string) => page.locator(`#${id}`).getByRole("button", { name });
    await button("roof", "Approve").waitFor();
    await button("lamp", "Add 100").waitFor();
    expect(await page.getByRole("button").count()).toBe(2);

    // The row changes, and with it what the same rules allow.
    await button("roof", "Approve").click();
    await page.locator("#roof", { hasText: "paid" }).waitFor();
    expect(await button("roof", "Approve").count()).toBe(0);
    expect(desk.invoices.get("roof")?.status).toBe("paid");

    // A tuple is written, and nothing is asked of the page.
    await desk.relata.write(["invoice:door#approver@user:ann"]);
    await button("door", "Approve").waitFor();
    await desk.relata.write(["invoice:door#banned@user:ann"]);
    await page.locator("#door").waitFor({ state: "detached" });
    expect(wrong).toEqual([]);
  },
);
