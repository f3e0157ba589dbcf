import { Failure } from "@relata/model";

/** How long things last around signing keys, in milliseconds. */
export interface Timing {
  /** The most that a token lives. */
  readonly lifeMs: number;
  /** How long caches on the way keep the document of public keys: its `max-age`. */
  readonly documentMs: number;
  /** How long verifiers keep what they fetched. */
  readonly verifierMs: number;
  /** How long a process goes on with the keys that it read of the store. */
  readonly reloadMs: number;
  /** How far clocks may be apart. */
  readonly skewMs: number;
  /** How long a key signs. */
  readonly periodMs: number;
}

export const DEFAULT_TIMING: Timing = {
  lifeMs: 15 * 60_000,
  documentMs: 5 * 60_000,
  verifierMs: 60 * 60_000,
  reloadMs: 60_000,
  skewMs: 60_000,
  periodMs: 90 * 24 * 60 * 60_000,
};

/**
 * How long before it signs a key is published. Whoever may still read a document without it has fetched it before, from a
 * process that had not read it yet: when the key signs, no such document is in use any more.
 */
export function leadMs({ documentMs, verifierMs, reloadMs, skewMs }: Timing): number {
  return documentMs + verifierMs + reloadMs + skewMs;
}

/** How long a key is published after the next one signs: its last token may be made by a process that has not read the next. */
export function keepMs({ lifeMs, reloadMs, skewMs }: Timing): number {
  return lifeMs + reloadMs + skewMs;
}

/** @throws Failure `invalid_settings` */
export function checkTiming(timing: Timing): Timing {
  for (const [name, value] of Object.entries(timing)) {
    if (!Number.isFinite(value) || value < 0)
      throw new Failure("invalid_settings", `\`${name}\` of the timing must be a number of milliseconds`);
  }
  const least = leadMs(timing) + keepMs(timing);
  if (timing.periodMs >= least) return timing;
  throw new Failure(
    "invalid_settings",
    `\`periodMs\` is ${timing.periodMs}, and a key takes ${least} to come and to go: let keys sign longer, or caches live shorter`,
  );
}
