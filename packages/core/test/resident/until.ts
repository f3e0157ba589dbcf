import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for the slowest machine; nothing waits for it that comes true. */
const DEADLINE_MS = 15_000;

/** Waits until it is true. @throws where it never is */
export async function until(isTrue: () => boolean | Promise<boolean>, what = "what was waited for"): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`${what} did not come true`);
    await sleep(2);
  }
}

/** The next turn of the event loop. */
export async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
