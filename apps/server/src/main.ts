import { logToConsole } from "./log.ts";
import { readSettings } from "./settings.ts";
import { start } from "./start.ts";

/** Exit codes: 0 after a signal, 1 where the server could not start or could not close. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if ("problems" in read) {
    for (const problem of read.problems) logToConsole(problem);
    process.exitCode = 1;
    return;
  }
  const server = await start(read.settings, logToConsole);
  logToConsole(`listening on ${server.url}`);
  if (server.firstSecret !== undefined) {
    logToConsole("nobody may do anything here yet, so this is a key that may do everything; it is shown this once:");
    // Why there: the log may be kept, and this may not.
    console.log(server.firstSecret);
  }
  // `once`: a second signal ends the process at once, as it would any other.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      logToConsole(`${signal}: no more requests are accepted`);
      server.close().then(() => logToConsole("closed"), fail);
    });
  }
}

/** A failure that has a message for the operator needs no stack. */
function fail(error: unknown): void {
  logToConsole(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

await main().catch(fail);
