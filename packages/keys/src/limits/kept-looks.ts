import type { Mark, MaybePromise } from "../key-store.ts";
import type { Limit } from "../key.ts";
import type { Limiter, Taken } from "./limiter.ts";

interface Look {
  readonly mark: Mark;
  readonly limits: readonly Limit[];
  readonly until: number;
  readonly taken: Taken;
}

const MOST_LOOKS = 10_000;

/**
 * The limiter over a database, whose counts are not read again while nobody wrote there and no window has ended. Why: each request
 * looks whether its address failed too often, and next to none did. What is refused is read each time.
 *
 * @param mark of the state of the database: see `KeyStore.mark`, with what limiters write besides
 */
export function keptLooks(limiter: Limiter, mark: () => MaybePromise<Mark>): Limiter {
  const looks = new Map<string, Look>();

  async function look(name: string, limits: readonly Limit[]): Promise<Taken | undefined> {
    const found = mark();
    const now = found instanceof Promise ? await found : found;
    const kept = looks.get(name);
    if (kept?.mark === now && kept.limits === limits && Date.now() < kept.until) return kept.taken;
    const taken = await limiter.take(name, limits, 0);
    if (taken?.isRefused !== false) return taken;
    if (looks.size >= MOST_LOOKS) looks.clear();
    looks.set(name, { mark: now, limits, taken, until: Date.now() + taken.resetSeconds * 1_000 });
    return taken;
  }

  return {
    take: (name, limits, points = 1) => (points === 0 ? look(name, limits) : limiter.take(name, limits, points)),
  };
}
