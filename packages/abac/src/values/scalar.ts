import type { Result } from "./value.ts";

/** A value that is compared without looking inside: equal ones are identical. */
export type Scalar = string | number | boolean | null;

/** Text that costs no step to compare. */
const SHORT = 63;

/** Whether it is compared with other scalars at no cost. */
export function isShortScalar(value: Result | undefined): value is Scalar {
  return typeof value === "string" ? value.length <= SHORT : value !== undefined && isScalar(value);
}

export function isScalar(value: Result): value is Scalar {
  return typeof value !== "object" || value === null;
}
