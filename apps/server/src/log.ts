/** Where the server tells its operator what happened; `cause` is the error, with all that a caller may not see. */
export type Log = (message: string, cause?: unknown) => void;

/** The log of a process: the standard error stream. */
export const logToConsole: Log = (message, cause) => {
  if (cause === undefined) console.error(`relata: ${message}`);
  else console.error(`relata: ${message}`, cause);
};
