import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
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

/** A server as an operator starts it, but from the sources, and what it says on the way. */
export function server(env: Record<string, string>): ServerProcess {
  const node = ["--conditions=@relata/source", "--import", at("typescript-loader.mjs"), at("../../src/main.ts")];
  const child = spawn(process.execPath, node, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], PORT: "0", ...env },
  });
  let [said, printed] = ["", ""];
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return { child, said: () => said, printed: () => printed };
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
