import { spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, utimesSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { expect, test } from "vitest";
import { World } from "./world.ts";

function script(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../../scripts/${name}`, import.meta.url)));
}

/** Says what it is called with, on standard output as compilers do, and makes both builds new. */
const TSC = `#!/usr/bin/env node
const { utimesSync, writeFileSync, existsSync } = require("node:fs");
console.log("tsc", process.argv[2]);
if (existsSync("broken")) process.exit(1);
for (const room of ["apps/cli", "packages/core"]) writeFileSync(room + "/dist/.tsbuildinfo", "");
`;

/** Puts what the repository lacks into place. */
const NPX = `#!/usr/bin/env node
const { mkdirSync } = require("node:fs");
console.log("npx", process.argv.slice(2).join(" "));
mkdirSync("apps/cli/node_modules/needed", { recursive: true });
`;

const MAIN = `
console.log(JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd() }));
if (process.argv[2] === "wait") setInterval(() => {}, 1000);
else process.exitCode = Number(process.argv[2] ?? 0);
`;

/** A repository of two rooms, built and installed, whose tools are stand-ins that say what they are asked to do. */
function repository(): World {
  const world = new World({
    "scripts/relata.mjs": script("relata.mjs"),
    "scripts/run-app.mjs": script("run-app.mjs"),
    "package.json": "{}",
    "apps/cli/package.json": '{"type":"module","dependencies":{"needed":"*"}}',
    "apps/cli/tsconfig.json": '{"references":[{"path":"../../packages/core"}]}',
    "apps/cli/src/deep/a.ts": "",
    "apps/cli/dist/main.js": MAIN,
    "apps/cli/dist/.tsbuildinfo": "",
    "apps/cli/node_modules/needed/package.json": "{}",
    "packages/core/package.json": "{}",
    "packages/core/tsconfig.json": "{}",
    "packages/core/src/b.ts": "",
    "packages/core/dist/.tsbuildinfo": "",
    "node_modules/.bin/tsc": TSC,
    "bin/npx": NPX,
    "elsewhere/x": "",
  });
  for (const tool of ["node_modules/.bin/tsc", "bin/npx"]) chmodSync(world.path(tool), 0o755);
  for (const room of ["apps/cli/src/deep/a.ts", "apps/cli/src", "apps/cli/src/deep", "apps/cli/tsconfig.json"])
    age(world, room);
  for (const room of ["packages/core/src/b.ts", "packages/core/src", "packages/core/tsconfig.json"]) age(world, room);
  return world;
}

function age(world: World, name: string, seconds = 60): void {
  const time = Date.now() / 1_000 - seconds;
  utimesSync(world.path(name), time, time);
}

function environment(world: World, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: `${world.path("bin")}:${process.env["PATH"] ?? ""}`, ...more };
}

function relata(world: World, args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
  const options = { cwd: world.folder, encoding: "utf8" as const, env: environment(world, more) };
  return spawnSync(process.execPath, [world.path("scripts/relata.mjs"), ...args], options);
}

test("what is built and installed is run at once, with its arguments and its exit code", () => {
  const world = repository();
  const { status, stdout, stderr } = relata(world, ["2", "a b", "--json"]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ argv: ["2", "a b", "--json"], cwd: world.folder });
});

test.each(["apps/cli/src/deep/a.ts", "packages/core/src/b.ts", "packages/core/tsconfig.json"])(
  "a change of %s is built first, and says so on standard error only",
  (name) => {
    const world = repository();
    age(world, name, -60);
    age(world, "apps/cli/dist/.tsbuildinfo", 30);
    const { status, stdout, stderr } = relata(world);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "tsc -b\n" });
    expect(stdout.trim().split("\n")).toHaveLength(1);
  },
);

test("what lacks a dependency is installed first", () => {
  const world = repository();
  spawnSync("rm", ["-r", world.path("apps/cli/node_modules")]);
  const { status, stderr } = relata(world);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: "npx -y pnpm@12.21.0 install --frozen-lockfile --prefer-offline\n",
  });
  expect(relata(world).stderr).toBe("");
});

test("a build that fails ends with 4, and runs nothing", () => {
  const world = repository();
  world.write("broken", "");
  age(world, "packages/core/dist/.tsbuildinfo", 3_600);
  const { status, stdout, stderr } = relata(world, ["0"]);
  expect({ status, stdout }).toEqual({ status: 4, stdout: "" });
  expect(stderr).toMatch(/^tsc -b\nerror: `.*tsc -b .*` failed\n$/);
});

test("paths are relative to where npm was called, and to nothing that another script left behind", () => {
  const world = repository();
  const elsewhere = world.path("elsewhere");
  const cwdOf = (more: Readonly<Record<string, string>>) => JSON.parse(relata(world, [], more).stdout).cwd;
  expect(cwdOf({ INIT_CWD: elsewhere, npm_lifecycle_event: "relata" })).toBe(elsewhere);
  expect(cwdOf({ INIT_CWD: elsewhere, npm_lifecycle_event: "test" })).toBe(world.folder);
  expect(cwdOf({ npm_lifecycle_event: "relata" })).toBe(world.folder);
});

test("a signal reaches the command line, and ends both", async () => {
  const world = repository();
  const child = spawn(process.execPath, [world.path("scripts/relata.mjs"), "wait"], { env: environment(world) });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});
