import { setTimeout as sleep } from "node:timers/promises";
import { asFailure, isConflict } from "./as-failure.ts";

/** How often a transaction is tried where others come between. */
export const TRIES = 6;

/**
 * Runs what is a transaction, again where another came between. What is thrown at the end is a failure.
 *
 * @param name the database in messages
 */
export async function tryAgain<T>(name: string, run: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt);
    } catch (error) {
      if (!isConflict(error) || attempt === TRIES) throw asFailure(error, name);
      // Not all at the same moment again.
      await sleep(Math.random() * 10 * attempt);
    }
  }
}
