import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure, LeftOut, PartFound } from "./reporting/figure.ts";
import { median } from "./measuring/statistics.ts";

/** What the process of a part tells. */
export type PartMessage =
  | { readonly kind: "say"; readonly doing: string }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "leftOut"; readonly left: LeftOut }
  | { readonly kind: "yardstick"; readonly nanos: number }
  | { readonly kind: "failure"; readonly message: string };

/** How to run one. */
export interface RunOptions {
  readonly isQuick: boolean;
  readonly folder: string;
  readonly drawsInto?: string | undefined;
  readonly say: (doing: string) => void;
}

/** After so long a part is ended: something waits for what does not come. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Runs a part in a process of its own, so that what one has made the engine of JavaScript expect slows no other, and what one fails
 * with, no memory included, takes the rest along.
 */
export async function runPart(name: string, { isQuick, folder, drawsInto = "", say }: RunOptions): Promise<PartFound> {
  const program = fileURLToPath(new URL("part-process.js", import.meta.url));
  const start = performance.now();
  const child = fork(program, [name, String(isQuick), folder, drawsInto], {
    execArgv: ["--max-old-space-size=8192"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const [figures, leftOut, yardsticks]: [Figure[], LeftOut[], number[]] = [[], [], []];
  let failure: string | undefined;
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors = (errors + String(chunk)).slice(-2_000)));
  child.on("message", (message: PartMessage) => {
    if (message.kind === "say") say(message.doing);
    else if (message.kind === "figure") figures.push(message.figure);
    else if (message.kind === "leftOut") leftOut.push(message.left);
    else if (message.kind === "yardstick") yardsticks.push(message.nanos);
    else failure = message.message;
  });
  const end = () => void child.kill("SIGKILL");
  const patience = setTimeout(() => {
    failure = `it came to no end within ${PATIENCE_MS / 60_000} minutes`;
    end();
  }, PATIENCE_MS);
  process.once("exit", end);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearTimeout(patience);
  process.off("exit", end);
  if (code !== 0) failure ??= `its process ended with ${code ?? "a signal"}: ${errors.trim()}`;
  const seconds = (performance.now() - start) / 1_000;
  return { figures, leftOut, yardstickNanos: median(yardsticks), seconds, ...(failure !== undefined && { failure }) };
}
