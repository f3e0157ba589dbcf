import { setTimeout as sleep } from "node:timers/promises";
import { Failure, isFailure } from "@relata/model";

/**
 * Runs work that may meet the lock of another connection: again and again, after pauses, until it is done or the time is over.
 * The event loop goes on meanwhile, because SQLite itself never waits.
 *
 * @throws Failure `store_unavailable`
 */
export async function patiently<T>(work: () => T | Promise<T>, timeoutMs: number): Promise<T> {
  const since = performance.now();
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, 10)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - since >= timeoutMs) throw asFailure(error);
    }
    // Not all who wait at the same moment.
    await sleep(pauseMs * (0.5 + Math.random() / 2));
  }
}

/** The same, at once where nothing is in the way. */
export function promptly<T>(work: () => T, timeoutMs: number): T | Promise<T> {
  try {
    return work();
  } catch (error) {
    if (isBusy(error)) return patiently(work, timeoutMs);
    throw asFailure(error);
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** An error of SQLite as the Failure to throw; any other as it is. */
export function asFailure(error: unknown): unknown {
  if (isFailure(error) || !codeOf(error).startsWith("SQLITE_")) return error;
  return new Failure("store_unavailable", `the tables of keys did not answer: ${String(error)}`, { cause: error });
}

/** Why not `instanceof`: the application may have a copy of the driver of its own. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
