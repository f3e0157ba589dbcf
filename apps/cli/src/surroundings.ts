import type { Choose } from "./init/choose.ts";

/** What the command line is given of the process around it. Nothing else of the process is ever looked at. */
export interface Surroundings {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Asks the person at the terminal; absent where nobody sits there. */
  readonly choose?: Choose;
  /** Whether somebody still reads standard output; nobody does behind `head`, once it has seen enough. */
  readonly isRead?: () => boolean;
  /** A signal of ctrl-c: from this call on it is told, and does not end the process. Absent where nobody can press it. */
  readonly interruption?: () => AbortSignal;
}

/** Where bytes come from. `process.stdin` is one. */
export interface Input extends AsyncIterable<Uint8Array> {
  /** There on a terminal: then keys are read as they are pressed, ctrl-c among them. */
  setRawMode?(isRaw: boolean): unknown;
}

/** Where text goes. `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  /** Whether people read it as it is written. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  once?(event: string, listener: () => void): unknown;
  off?(event: string, listener: () => void): unknown;
}

/** What every command is built with: its surroundings, and where it leaves its exit code. */
export interface Session extends Surroundings {
  readonly finish: (exitCode: number) => void;
}
