import { inspect } from "node:util";

/** Where the server tells its operator what happened; `cause` is the error, with all that a caller may not see. */
export type Log = (message: string, cause?: unknown) => void;

/** The log of a process: the standard error stream. */
export const logToConsole: Log = (message, cause) => {
  if (cause === undefined) console.error(`relata: ${message}`);
  else console.error(`relata: ${message}`, cause);
};

/** The same as text for people, wherever it goes. */
export function textLog(write: (text: string) => void): Log {
  return (message, cause) => write(`relata: ${message}${cause === undefined ? "" : ` ${inspect(cause)}`}\n`);
}
