import { spawn } from "node:child_process";
import type { Command } from "./find-command.ts";

/** How one run of a program ended. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** What the program reads from standard input. */
  readonly stdin: string;
  /** Ends the program. */
  readonly signal: AbortSignal;
  /** After which the program is ended. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/** More output than any report has. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Runs a program without a shell, so that no path and no text is ever read as a command. The promise is broken where the
 * program cannot be started, is ended, takes too long or says too much: what it said until then is worth nothing.
 */
export async function runCommand(command: Command, args: readonly string[], options: RunOptions): Promise<Ran> {
  const [program, ...first] = command;
  const { cwd, stdin, timeoutMs = TIMEOUT_MS } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
  signal.throwIfAborted();
  const child = spawn(program, [...first, ...args], { cwd, signal, shell: false, windowsHide: true });
  const stdout = collect(child.stdout, () => child.kill());
  const stderr = collect(child.stderr, () => child.kill());
  // Why nothing: a program that ends without reading says more by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", (error) => reject(signal.aborted ? signal.reason : error));
    child.on("close", (code) => {
      if (code === null) reject(new Error(`\`${program}\` was ended before it had answered`));
      else resolve(code);
    });
  });
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

/** Gathers a stream as text; `onTooMuch` is called where it is longer than any that is meant. */
function collect(stream: NodeJS.ReadableStream, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_OUTPUT_BYTES) onTooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
