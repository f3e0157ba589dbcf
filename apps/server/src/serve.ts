import { configurationText } from "./configuration/configuration-text.ts";
import type { Configuration } from "./configuration/read-configuration.ts";
import { textLog } from "./log.ts";
import { jsonLog } from "./observing/json-log.ts";
import { start } from "./start.ts";

export interface Serving {
  /** Where the log goes. */
  readonly write: (text: string) => void;
  /** Where the first key is shown. Why not in the log: it may be kept, and this may not. */
  readonly print: (text: string) => void;
  /** Ends the server. Its reason, where it is text, is logged: the name of a signal. */
  readonly ending: AbortSignal;
}

/**
 * A server from its beginning to its end.
 *
 * @throws Failure as `start`; the error of the system where the address cannot be had
 */
export async function serve({ settings, said }: Configuration, { print, ending, ...told }: Serving): Promise<void> {
  const { logLevel } = settings;
  const json = logLevel === undefined ? undefined : jsonLog(logLevel, { write: told.write });
  const log = json?.log ?? textLog(told.write);
  log(`told ${configurationText(said).trimEnd().replaceAll("\n", ", ")}`);
  const server = await start(settings, log, json?.onAnswered);
  log(`listening on ${server.url}`);
  if (server.firstSecret !== undefined) {
    log("nobody may do anything here yet, so this is a key that may do everything; it is shown this once:");
    print(`${server.firstSecret}\n`);
  }
  await aborted(ending);
  const why = typeof ending.reason === "string" ? `${ending.reason}: ` : "";
  log(`${why}no more requests are accepted`);
  await server.close();
  log("closed");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
