import { setTimeout as sleep } from "node:timers/promises";

/** What PostgreSQL says where a transaction met another one: nothing of it happened, and it may be tried again. */
const CONFLICTS: ReadonlySet<unknown> = new Set(["40001", "40P01"]);

/** How often a transaction is tried: those that meet come out of each try one by one. */
const TRIES = 10;

/** Runs what is a transaction, again where another came between. */
export async function tryAgain<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error) || attempt === TRIES) throw error;
      // Not all at the same moment again.
      await sleep(Math.random() * 10 * attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && CONFLICTS.has(error.code);
}
