import type { Parsed } from "./parsed.ts";
import { Unknown } from "./unknown.ts";

/** From the first nanosecond of the year 0000 to the last of the year 9999, in UTC. */
const FIRST_NS = -62_167_219_200_000_000_000n;
const LAST_NS = 253_402_300_799_999_999_999n;

/** The range of Go's and CEL's durations: 64 bits of nanoseconds, about 292 years. */
export const MAX_DURATION_NS = 2n ** 63n - 1n;

/** The problem of a timestamp that RFC 3339 cannot write, or of a duration beyond its range. */
export function timeProblem({ kind, value }: Parsed, name: string): Unknown | undefined {
  const fits =
    kind === "timestamp"
      ? value >= FIRST_NS && value <= LAST_NS
      : value >= -MAX_DURATION_NS && value <= MAX_DURATION_NS;
  if (fits) return undefined;
  const range = kind === "timestamp" ? "the years 0000 to 9999" : "292 years";
  return Unknown.problem("out_of_range", `\`${name}\` gives a ${kind} beyond ${range}`);
}
