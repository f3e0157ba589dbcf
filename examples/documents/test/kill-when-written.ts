import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const script = join(import.meta.dirname, "child/write-and-wait.mjs");

/** A process that has written a document and its tuple in a transaction that is open: killed there. */
export async function killWhenWritten(kind: "sqlite" | "postgres", target: string): Promise<void> {
  const running = spawn(process.execPath, [script, kind, target], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(running, "exit");
  await Promise.race([
    once(running.stdout, "data"),
    ended.then(([code]) => Promise.reject(new Error(`it ended: ${code}`))),
  ]);
  running.kill("SIGKILL");
  await ended;
}
