// An app from its sources: `npm run -s relata -- …`, `npm run -s conformance -- …`. It installs and builds what is missing or older
// than the sources, says so on standard error only, and then is the app: its output, its exit code, its signals.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TSC = join(ROOT, "node_modules/.bin/tsc");
// Never 1, which would mean denied.
const NOT_ANSWERED = 4;

/** Runs the app in that folder with the arguments of this process. `script` is the npm script that calls it. */
export function runApp(folder, script) {
  const app = join(ROOT, folder);
  const rooms = roomsBelow(app);
  if (!existsSync(TSC) || rooms.some(lacksDependency)) {
    run("npx", ["-y", "pnpm@12.21.0", "install", "--frozen-lockfile", "--prefer-offline"]);
  }
  if (rooms.some(isStale)) run(TSC, ["-b", app]);
  become(process.execPath, [join(app, "dist/main.js"), ...process.argv.slice(2)], script);
}

/** The room and all that its build refers to. */
function roomsBelow(first) {
  const found = new Set([first]);
  for (const room of found) {
    const { references = [] } = JSON.parse(readFileSync(join(room, "tsconfig.json"), "utf8"));
    for (const { path } of references) found.add(resolve(room, path));
  }
  return [...found];
}

function lacksDependency(room) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(room, "package.json"), "utf8"));
  return Object.keys(dependencies).some((name) => !existsSync(join(room, "node_modules", name)));
}

/** Each room is held against its own build: a build leaves alone what a change elsewhere does not concern. */
function isStale(room) {
  const built = join(room, "dist/.tsbuildinfo");
  if (!existsSync(built)) return true;
  const sources = readdirSync(join(room, "src"), { recursive: true }).map((name) => join(room, "src", name));
  const newest = Math.max(...[...sources, join(room, "tsconfig.json")].map((path) => statSync(path).mtimeMs));
  return newest > statSync(built).mtimeMs;
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  console.error(`error: \`${command} ${args.join(" ")}\` failed${error === undefined ? "" : `: ${error.message}`}`);
  process.exit(NOT_ANSWERED);
}

function become(command, args, script) {
  // npm runs a script in the root, and says where it was called from; started in any other way, that may be a leftover.
  const isNpmScript = process.env.npm_lifecycle_event === script;
  const cwd = (isNpmScript && process.env.INIT_CWD) || process.cwd();
  const child = spawn(command, args, { cwd, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`error: ${error.message}`);
    process.exit(NOT_ANSWERED);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? NOT_ANSWERED);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
