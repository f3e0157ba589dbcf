import { RateLimiterMemory } from "rate-limiter-flexible";
import { flexibleLimiter } from "./flexible-limiter.ts";
import type { Limiter } from "./limiter.ts";

/** Counts in memory: of this process alone, and gone with it. */
export function memoryLimiter(): Limiter {
  return flexibleLimiter(
    ({ limit, windowSeconds }) => new RateLimiterMemory({ points: limit, duration: windowSeconds, keyPrefix: "" }),
  );
}
