import { spawn } from "node:child_process";

export interface LastWill {
  /** One word that the script finds in `$noted`, in place of the word before. */
  note(word: string): void;
  /** What was left is in order: the script never runs. */
  revoke(): void;
  /** The script runs now, as if this process were gone. */
  abandon(): void;
}

/**
 * A shell script that runs once this process is gone, however it went: a run of tests that is killed calls no teardown,
 * and would leave servers running and disks mounted.
 *
 * A shell of its own waits on a pipe whose other end is this process, and the system closes that with it.
 */
export function lastWill(script: string, ...parameters: readonly string[]): LastWill {
  const waiting = `while read -r word; do [ "$word" = revoked ] && exit; noted=$word; done; ${script}`;
  // Detached, so that Ctrl-C in a terminal ends the tests and not what tidies up after them.
  const shell = spawn("sh", ["-c", waiting, "sh", ...parameters], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  shell.unref();
  shell.stdin.on("error", () => undefined);
  return {
    note: (word) => void shell.stdin.write(`${word}\n`),
    revoke: () => void shell.stdin.end("revoked\n"),
    abandon: () => void shell.stdin.end(),
  };
}
