import { RateLimiterMemory } from "rate-limiter-flexible";
import { flexibleLimiter } from "./flexible-limiter.ts";
import { keptLooks } from "./kept-looks.ts";
import type { Limiter } from "./limiter.ts";

/** Counts in memory: of this process alone, and gone with it. */
export function memoryLimiter(): Limiter {
  const counts = flexibleLimiter(
    ({ limit, windowSeconds }) => new RateLimiterMemory({ points: limit, duration: windowSeconds, keyPrefix: "" }),
  );
  return keptLooks(counts);
}
