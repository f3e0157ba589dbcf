import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { lastWill } from "../src/last-will.ts";
import { processes } from "../src/processes.ts";

const folder = await mkdtemp(join(tmpdir(), "relata-will-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Held {
  readonly dataDir: string;
  readonly disk?: string;
}

/** Runs the test beside this one until it holds what it takes, and ends that run as nobody should. */
async function killedRun(): Promise<Held & { readonly pid: number }> {
  const file = join(folder, "held");
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const here = fileURLToPath(new URL("killed-run", import.meta.url));
  const chosen = ["--root", here, "--config", join(here, "vitest.config.ts"), "--dir", here];
  const { VITEST: _, ...env } = process.env;
  const run = spawn(process.execPath, [vitest, "run", ...chosen], {
    env: { ...env, RELATA_HELD: file },
    stdio: "ignore",
    detached: true,
  });
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(20);
  const held = JSON.parse(readFileSync(file, "utf8")) as Held;
  const pid = Number(readFileSync(join(held.dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  expect(processes().some((one) => one.pid === pid)).toBe(true);
  // The whole of its group, workers included, and nothing that might tidy up.
  process.kill(-Number(run.pid), "SIGKILL");
  return { ...held, pid };
}

test("a run of tests that is killed leaves neither servers, nor their folders, nor disks", async () => {
  const { dataDir, disk, pid } = await killedRun();
  const isLeft = () => existsSync(dirname(dataDir)) || (disk !== undefined && existsSync(disk));
  while (isLeft()) await sleep(20);
  expect(processes().filter((one) => one.pid === pid || one.parent === pid)).toEqual([]);
});

test("a will that was revoked does nothing, and a note is its last word", async () => {
  const [kept, noted] = [join(folder, "kept"), join(folder, "noted")];
  const revoked = lastWill('touch "$1"', kept);
  revoked.revoke();
  const will = lastWill('touch "$1-$noted"', noted);
  for (const word of ["first", "last"]) will.note(word);
  // As the system does when this process ends.
  will.abandon();
  while (!existsSync(`${noted}-last`)) await sleep(10);
  expect([existsSync(kept), existsSync(`${noted}-first`)]).toEqual([false, false]);
});
