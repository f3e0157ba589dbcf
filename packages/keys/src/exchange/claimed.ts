import { compareText, type Instant } from "@relata/model";
import type { Held } from "./held.ts";

/** One entry of the claims: of a type, or of one object. */
export interface Claimed {
  readonly entry: string;
  /** Sorted. */
  readonly names: readonly string[];
  /** Those of the names that need what only a request has. */
  readonly conditional: readonly string[];
  readonly validUntil?: Instant;
}

export interface AllClaimed {
  /** Types before objects, each in the order of their texts. */
  readonly entries: readonly Claimed[];
  /** Whether they are all that is granted. */
  readonly isComplete: boolean;
}

/**
 * What a token may say of what a subject holds. A name stands under a type if it holds of the generic object, and no object is
 * an exception: one that lacks it, or has it only on a condition where the generic one has none. Else the single objects stand,
 * and the claims are not complete: those that nothing names cannot be listed. What a type says is not said again of its objects.
 *
 * What time may change before `atLeast` is left out: such a claim would be over before the token is read.
 */
export function claimed(held: readonly Held[], atLeast: Instant): AllClaimed {
  const types = new Set(held.map(({ type }) => type));
  const parts = [...types].map((type) => ofType(held.filter((one) => one.type === type)));
  const said = [
    ...parts.flatMap(({ whole }) => whole).sort(byEntry),
    ...parts.flatMap(({ single }) => single).sort(byEntry),
  ];
  const entries = said.filter(({ validUntil }) => validUntil === undefined || validUntil >= atLeast);
  return { entries, isComplete: entries.length === said.length && parts.every(({ isComplete }) => isComplete) };
}

interface OfType {
  /** None or one. */
  readonly whole: readonly Claimed[];
  readonly single: readonly Claimed[];
  readonly isComplete: boolean;
}

function ofType(held: readonly Held[]): OfType {
  const single = held.filter(({ isWhole }) => !isWhole);
  const whole = held.find(({ isWhole }) => isWhole);
  if (whole === undefined) return { whole: [], single: claims(single), isComplete: true };
  const isSaid = (name: string) => single.every((one) => isAsGranted(name, whole, one));
  // Why the earliest of all: an object that becomes an exception later on has its own time.
  const said: Held = { ...narrowed(whole, isSaid), ...lasting(held) };
  return {
    whole: claims([said]),
    single: claims(single.map((one) => narrowed(one, (name) => !isAsGranted(name, one, said)))),
    isComplete: [...whole.allowed, ...whole.conditional].every(isSaid),
  };
}

/** Whether what grants the name by more does so at least as freely as what grants it by less. */
function isAsGranted(name: string, less: Held, more: Held): boolean {
  return more.allowed.includes(name) || (more.conditional.includes(name) && !less.allowed.includes(name));
}

function narrowed(held: Held, wanted: (name: string) => boolean): Held {
  return { ...held, allowed: held.allowed.filter(wanted), conditional: held.conditional.filter(wanted) };
}

function lasting(held: readonly Held[]): Pick<Held, "validUntil"> {
  const ends = held.flatMap(({ validUntil }) => (validUntil === undefined ? [] : [validUntil]));
  return ends.length === 0 ? {} : { validUntil: ends.reduce((a, b) => (a < b ? a : b)) };
}

function claims(held: readonly Held[]): readonly Claimed[] {
  return held
    .map(({ entry, allowed, conditional, validUntil }) => ({
      entry,
      names: [...allowed, ...conditional].sort(compareText),
      conditional: conditional.toSorted(compareText),
      ...(validUntil !== undefined && { validUntil }),
    }))
    .filter(({ names }) => names.length > 0);
}

function byEntry(a: Claimed, b: Claimed): number {
  return compareText(a.entry, b.entry);
}
