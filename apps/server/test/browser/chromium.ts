import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where systems put it, by its several names. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** It calls nobody on its own account, so that what is asked for is what the page asks for. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real browser. @throws where there is none, with how to get one: a test that nobody ran proves nothing */
export async function startChromium(): Promise<Browser> {
  const executablePath = [process.env["RELATA_CHROMIUM"] ?? "", ...PLACES].find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error("there is no Chromium: `apt-get install chromium`, or name another by RELATA_CHROMIUM=/path/to/it");
  }
  return chromium.launch({ executablePath, headless: true, args: QUIET });
}
