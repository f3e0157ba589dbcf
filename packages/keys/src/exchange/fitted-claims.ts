import { Failure } from "@relata/model";
import type { Claims, Within } from "../verifier/claims.ts";
import type { AllClaimed, Claimed } from "./claimed.ts";
import { fitting } from "./fitting.ts";

export type PermissionClaims = Pick<
  Claims,
  "permissions" | "abac_required" | "perm_complete" | "perm_within" | "perm_check"
>;

/** The claims on permissions, and the entries that are in them. */
export interface Fitted {
  readonly claims: PermissionClaims;
  readonly entries: readonly Claimed[];
}

export interface Fit {
  /** What was asked for alone; undefined where it was everything. */
  readonly within: Within | undefined;
  readonly checkEndpoint: string;
  readonly maxBytes: number;
  /** The bytes of a token with these claims. */
  readonly sizeOf: (claims: PermissionClaims) => number;
}

/**
 * The claims, as many of them as fit: single objects are left out before types are, from the last on. What is not all says so,
 * and where to ask: nothing is cut silently.
 *
 * @throws Failure `invalid_settings` where not even a token without permissions fits
 */
export function fittedClaims({ entries, isComplete }: AllClaimed, fit: Fit): Fitted {
  const first = (count: number) => toClaims(entries.slice(0, count), isComplete && count === entries.length, fit);
  const sizeOf = (count: number) => fit.sizeOf(first(count));
  const isWhole = sizeOf(entries.length) <= fit.maxBytes;
  const count = isWhole ? entries.length : fitting(entries.length - 1, sizeOf, fit.maxBytes);
  if (count === 0 && sizeOf(0) > fit.maxBytes) {
    throw new Failure(
      "invalid_settings",
      `a token of ${sizeOf(0)} bytes without any permission is over \`maxTokenBytes\`, ${fit.maxBytes}: raise it`,
    );
  }
  return { claims: first(count), entries: entries.slice(0, count) };
}

function toClaims(entries: readonly Claimed[], isComplete: boolean, { within, checkEndpoint }: Fit): PermissionClaims {
  const isAll = isComplete && within === undefined;
  const conditional = entries.filter((one) => one.conditional.length > 0);
  return {
    // Why `fromEntries`: a type may be called `__proto__`.
    permissions: Object.fromEntries(entries.map(({ entry, names }) => [entry, names])),
    abac_required: Object.fromEntries(conditional.map((one) => [one.entry, one.conditional])),
    perm_complete: isAll,
    ...(isComplete && within !== undefined && { perm_within: within }),
    ...(!isAll && { perm_check: checkEndpoint }),
  };
}
