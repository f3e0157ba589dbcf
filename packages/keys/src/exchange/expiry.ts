import type { Instant } from "@relata/model";
import { MAX_LIFE_SECONDS } from "../verifier/claims.ts";
import type { Claimed } from "./claimed.ts";

const NS_PER_SECOND = 1_000_000_000n;

/**
 * When a token ends, in seconds since the epoch: after fifteen minutes, with its key, or with the earliest of its claims,
 * whichever is first, in whole seconds and never later. A key without an end ends at `Infinity`.
 */
export function expiryOf(iat: number, keyExpiresMs: number, entries: readonly Claimed[]): number {
  const ends: readonly number[] = [
    iat + MAX_LIFE_SECONDS,
    Math.floor(keyExpiresMs / 1_000),
    ...entries.flatMap(({ validUntil }) => (validUntil === undefined ? [] : [wholeSeconds(validUntil)])),
  ];
  return Math.min(...ends);
}

function wholeSeconds(instant: Instant): number {
  return Number(instant / NS_PER_SECOND);
}
