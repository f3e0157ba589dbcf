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
 * The limiter, whose counts are not read again while nobody wrote them and no window has ended. Why: each request looks whether its
 * address failed too often, and next to none did. What is refused is read each time.
 *
 * @param mark of the state of the counts, where others write them too: see `KeyStore.mark`, with what limiters write besides
 */
export function keptLooks(limiter: Limiter, mark: () => MaybePromise<Mark> = () => ""): Limiter {
  const looks = new Map<string, Look>();
  // Of what is taken here: how often that began or ended, and how much of it has not ended.
  let [moves, open] = [0, 0];

  function kept(name: string, limits: readonly Limit[], now: Mark): MaybePromise<Taken | undefined> {
    const found = looks.get(name);
    const isSame = found?.mark === now && found.limits === limits && Date.now() < found.until;
    return isSame ? found.taken : look(name, limits, now);
  }

  async function look(name: string, limits: readonly Limit[], now: Mark): Promise<Taken | undefined> {
    const before = moves;
    const taken = await limiter.take(name, limits, 0);
    if (taken?.isRefused !== false || open > 0 || moves !== before) return taken;
    if (looks.size >= MOST_LOOKS) looks.clear();
    looks.set(name, { mark: now, limits, taken, until: Date.now() + taken.resetSeconds * 1_000 });
    return taken;
  }

  async function take(name: string, limits: readonly Limit[], points: number): Promise<Taken | undefined> {
    looks.delete(name);
    moves++;
    open++;
    try {
      return await limiter.take(name, limits, points);
    } finally {
      moves++;
      open--;
    }
  }

  return {
    take(name, limits, points = 1) {
      if (points > 0) return take(name, limits, points);
      const now = mark();
      return now instanceof Promise ? now.then((one) => kept(name, limits, one)) : kept(name, limits, now);
    },
  };
}
