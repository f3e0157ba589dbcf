import { RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import type { Limit } from "../key.ts";
import type { Limiter, Taken } from "./limiter.ts";

/** A limiter of rate-limiter-flexible for each limit that is met, all over one store of counts. */
export function flexibleLimiter(make: (limit: Limit) => RateLimiterAbstract): Limiter {
  const limiters = new Map<string, RateLimiterAbstract>();

  function limiterOf(limit: Limit): RateLimiterAbstract {
    const name = `${limit.limit}/${limit.windowSeconds}`;
    const limiter = limiters.get(name) ?? make(limit);
    limiters.set(name, limiter);
    return limiter;
  }

  async function takeOne(name: string, limit: Limit, points: number): Promise<Taken> {
    // Why with the limit: two of one name count apart.
    const counted = `${name}:${limit.limit}/${limit.windowSeconds}`;
    if (points === 0) return look(limiterOf(limit), counted, limit);
    try {
      return takenOf(limit, await limiterOf(limit).consume(counted, points), false);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return takenOf(limit, refused, true);
      throw refused;
    }
  }

  return {
    async take(name, limits, points = 1) {
      let nearest: Taken | undefined;
      for (const limit of limits) {
        const taken = await takeOne(name, limit, points);
        if (taken.isRefused) return taken;
        if (nearest === undefined || taken.remaining < nearest.remaining) nearest = taken;
      }
      return nearest;
    },
  };
}

/** Reads, and writes nothing. */
async function look(limiter: RateLimiterAbstract, name: string, limit: Limit): Promise<Taken> {
  const found = await limiter.get(name);
  if (found === null) return { limit, remaining: limit.limit, resetSeconds: limit.windowSeconds, isRefused: false };
  return takenOf(limit, found, found.consumedPoints >= limit.limit);
}

function takenOf(limit: Limit, { remainingPoints, msBeforeNext }: RateLimiterRes, isRefused: boolean): Taken {
  return { limit, remaining: remainingPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)), isRefused };
}
