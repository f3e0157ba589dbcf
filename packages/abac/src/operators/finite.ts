import { Unknown } from "../values/unknown.ts";

/** The number, or the problem of one beyond the doubles. */
export function finite(value: number | Unknown, name: string): number | Unknown {
  if (value instanceof Unknown || Number.isFinite(value)) return value;
  return Unknown.problem("not_finite", `\`${name}\` gives a number too large to hold`);
}
