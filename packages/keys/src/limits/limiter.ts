import type { Limit } from "../key.ts";
import type { MaybePromise } from "../key-store.ts";

/** What was counted. */
export interface Taken {
  /** Of the limit that is nearest to its end, or that refused. */
  readonly limit: Limit;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly isRefused: boolean;
}

/** Counts requests. One method, so that any store of counts fits. */
export interface Limiter {
  /**
   * Takes points from every limit of the name, shortest window first, up to the one that refuses; 0 points only look. Undefined
   * where there are no limits.
   *
   * Law: a steady rate below a limit is never refused. A window begins with its first request and ends by itself: what is
   * refused does not lengthen it.
   */
  take(name: string, limits: readonly Limit[], points?: number): MaybePromise<Taken | undefined>;
}
