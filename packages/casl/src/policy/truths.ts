import { ALWAYS, both, either, NEVER, type Cases } from "./cases.ts";

/** When something of three truths is surely true, and when it is surely false. In all other cases it may be unknown. */
export interface Truths {
  readonly yes: Cases;
  readonly no: Cases;
  /** Whether in all other cases it is unknown, so that nothing was left out. */
  readonly isExact: boolean;
}

export const TRUE: Truths = { yes: ALWAYS, no: NEVER, isExact: true };
export const FALSE: Truths = { yes: NEVER, no: ALWAYS, isExact: true };
/** Waits for what no resource has. */
export const UNKNOWN: Truths = { yes: NEVER, no: NEVER, isExact: true };
/** Has no form as cases: what it says is left out. */
export const LEFT_OUT: Truths = { yes: NEVER, no: NEVER, isExact: false };

/** Kleene's, of the cases: what is left out of one operand is left out of the whole, and nothing is added. */
export function allOf(parts: readonly Truths[]): Truths {
  return parts.reduce(
    (a, b) => ({ yes: both(a.yes, b.yes), no: either(a.no, b.no), isExact: a.isExact && b.isExact }),
    TRUE,
  );
}

export function anyOf(parts: readonly Truths[]): Truths {
  return not(allOf(parts.map(not)));
}

export function not({ yes, no, isExact }: Truths): Truths {
  return { yes: no, no: yes, isExact };
}
