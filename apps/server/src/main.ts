import { configurationText } from "./configuration/configuration-text.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { logToConsole } from "./log.ts";
import { serve } from "./serve.ts";

const write = (text: string) => void process.stderr.write(text);
const print = (text: string) => void process.stdout.write(text);

/**
 * `--print-config` says what the server would be told, and ends. Exit codes: 0 after a signal, 1 where the server could not start or
 * could not close.
 */
async function main(): Promise<void> {
  const read = readConfiguration(process.env);
  if ("problems" in read) {
    for (const problem of read.problems) logToConsole(problem);
    process.exitCode = 1;
    return;
  }
  if (process.argv.includes("--print-config")) {
    print(configurationText(read.said));
    return;
  }
  const controller = new AbortController();
  // `once`: a second signal ends the process at once, as it would any other.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => controller.abort(signal));
  await serve(read, { write, print, ending: controller.signal });
}

/** A failure that has a message for the operator needs no stack. */
function fail(error: unknown): void {
  logToConsole(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

await main().catch(fail);
