import type { MaybePromise } from "../key-store.ts";
import type { Limiter } from "./limiter.ts";

/** How often windows that are over are looked for. */
const EVERY_MS = 60_000;

/** So many at a time: where there are more, the next request goes on. */
export const SWEPT_ROWS = 1_000;

/** Deletes at most `SWEPT_ROWS` counts whose windows were over at that time, and answers how many it deleted. */
export type Sweep = (overAt: number) => MaybePromise<number>;

/**
 * The limiter, whose store forgets windows that are over. Why with a request, and no timer: a store that nobody asks does not
 * grow, and nothing is to keep a process alive. Cost: once a minute a walk over the counts.
 */
export function swept(limiter: Limiter, sweep: Sweep): Limiter {
  let next = 0;

  async function tidy(): Promise<void> {
    const now = Date.now();
    if (now < next) return;
    next = now + EVERY_MS;
    try {
      if ((await sweep(now)) >= SWEPT_ROWS) next = now;
    } catch {
      // Why quietly: the request was counted. A store that does not answer says so to the next one.
    }
  }

  return {
    async take(name, limits, points) {
      const taken = await limiter.take(name, limits, points);
      await tidy();
      return taken;
    },
  };
}
