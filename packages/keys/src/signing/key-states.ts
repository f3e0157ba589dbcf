import type { StoredSigningKey } from "./signing-key-store.ts";
import { keepMs, leadMs, type Timing } from "./timing.ts";

/** What a key is for at a moment: published ahead, signing, published for the tokens it signed, or of no use any more. */
export type KeyState = "next" | "current" | "retired" | "gone";

type Dated = Pick<StoredSigningKey, "generation" | "signsFromMs">;

/**
 * The state of each key, in the order of generations. Law: where there are keys, exactly one is current. The clock alone moves
 * keys on, so that processes need not agree on more than the rows.
 */
export function keyStates<K extends Dated>(
  keys: readonly K[],
  nowMs: number,
  timing: Timing,
): readonly { readonly key: K; readonly state: KeyState }[] {
  const sorted = keys.toSorted((a, b) => a.generation - b.generation);
  // Where the only key that signed was withdrawn, the next one steps in: it is published already.
  const current = Math.max(
    sorted.findLastIndex(({ signsFromMs }) => signsFromMs <= nowMs),
    0,
  );
  return sorted.map((key, n) => ({ key, state: stateAt(n, current, sorted[n + 1], nowMs, timing) }));
}

function stateAt(n: number, current: number, next: Dated | undefined, nowMs: number, timing: Timing): KeyState {
  if (n === current) return "current";
  if (n > current) return "next";
  return next !== undefined && nowMs < next.signsFromMs + keepMs(timing) ? "retired" : "gone";
}

/** Whether it is time for another key: the one after the newest has to be published its lead before the newest is done. */
export function isDue(keys: readonly Dated[], nowMs: number, timing: Timing): boolean {
  const newest = newestOf(keys);
  return newest === undefined || nowMs >= newest.signsFromMs + timing.periodMs - leadMs(timing);
}

/** When the key after these begins to sign: the first one at once, because no verifier has read anything yet. */
export function nextStart(keys: readonly Dated[], nowMs: number, timing: Timing): number {
  const newest = newestOf(keys);
  return newest === undefined ? nowMs : Math.max(nowMs + leadMs(timing), newest.signsFromMs + 1);
}

export function newestOf<K extends Dated>(keys: readonly K[]): K | undefined {
  return keys.toSorted((a, b) => a.generation - b.generation).at(-1);
}
