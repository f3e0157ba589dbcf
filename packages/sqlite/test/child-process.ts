import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

export type Child = ChildProcessByStdio<Writable, Readable, null>;

const child = (name: string): string => fileURLToPath(new URL(`child/${name}`, import.meta.url));

/** A process of its own that runs the sources of the store. */
export function start(script: string, ...args: readonly string[]): Child {
  const node = ["--conditions=@relata/source", "--import", child("typescript-loader.mjs"), child(script), ...args];
  return spawn(process.execPath, node, { stdio: ["pipe", "pipe", "inherit"] });
}

/** What the process prints, line by line, up to the first of which `until` says so; all of it otherwise. */
export async function lines(
  process: Child,
  until: (line: string, count: number) => boolean = () => false,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const line of createInterface({ input: process.stdout })) {
    seen.push(line);
    if (until(line, seen.length)) break;
  }
  return seen;
}

/** How the process ended, be it before it is asked or after. */
export async function ended(process: Child): Promise<readonly unknown[]> {
  const { exitCode, signalCode } = process;
  return exitCode === null && signalCode === null ? once(process, "exit") : [exitCode, signalCode];
}

export async function kill(process: Child): Promise<void> {
  const end = ended(process);
  process.kill("SIGKILL");
  await end;
}
