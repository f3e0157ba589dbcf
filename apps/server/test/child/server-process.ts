import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

type Child = ChildProcessByStdio<null, Readable, Readable>;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface ServerProcess {
  readonly child: Child;
  /** What it said for its operator. */
  readonly said: () => string;
  /** What it printed. */
  readonly printed: () => string;
}

const MAIN = at("../../dist/main.js");

/** A server as an operator starts it, and what it says on the way. */
export function server(env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [builtMain()], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], PORT: "0", ...env },
  });
  let [said, printed] = ["", ""];
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return { child, said: () => said, printed: () => printed };
}

/** Why built: to read the sources takes twenty times as long as to start. Whoever changed them since is told. */
export function builtMain(): string {
  const built = statSync(at("../../dist/.tsbuildinfo"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(at("../../src"), { recursive: true, encoding: "utf8" });
  const newer = sources.find((path) => statSync(at(`../../src/${path}`)).mtimeMs > built);
  if (newer !== undefined) throw new Error(`src/${newer} is newer than what is built of it: run \`npx tsc -b\` first`);
  return MAIN;
}

/** How the process ended by itself, and all that it said. */
export async function ended(env: Record<string, string>): Promise<readonly [unknown, string]> {
  const { child, said } = server(env);
  const [code] = (await once(child, "close")) as readonly unknown[];
  return [code, said()];
}

/** The first group of the pattern, once it was said. */
export async function until(said: () => string, pattern: RegExp): Promise<string> {
  for (;;) {
    const [, found] = pattern.exec(said()) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
