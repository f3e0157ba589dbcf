#!/usr/bin/env node
import type { Surroundings } from "./surroundings.ts";

// The composition root: the only place that knows the process.

// Node's own exit code for a program that fails to load is 1, which here means denied.
const NOT_ANSWERED = 4;

process.on("uncaughtException", fail);

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error unexpected: ${message}\n`);
  process.exit(NOT_ANSWERED);
}

// A reader that has seen enough, as `head` does, closes the pipe: that is no error.
let isRead = true;

function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") fail(error);
  isRead = false;
}

process.stdout.on("error", onOutputError);
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(NOT_ANSWERED);
});

// Why loaded here, and not imported above: so that a failure to load is caught.
const { run } = await import("./program.ts");
const { chooseOn } = await import("./init/choose.ts");

/** Once only: whoever presses ctrl-c again means it. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

const { stdin, stdout, stderr, env } = process;
const surroundings: Surroundings = {
  stdin,
  stdout,
  stderr,
  env,
  cwd: process.cwd(),
  clock: Date.now,
  isRead: () => isRead,
  interruption,
  ...(stdin.isTTY && stdout.isTTY && { choose: chooseOn(stdin, stdout) }),
};

// Why not `process.exit`: it would cut off what is still being written.
process.exitCode = await run(process.argv.slice(2), surroundings);
