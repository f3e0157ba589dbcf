import { MAX_DURATION_NS } from "./time-range.ts";

const UNITS = new Map([
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
  ["us", 1_000n],
  ["µs", 1_000n], // U+00B5, the micro sign
  ["μs", 1_000n], // U+03BC, the Greek letter
  ["ns", 1n],
]);

/** Twenty digits say every duration in range; more would only make the numbers dear. */
const PART = /(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(ns|us|µs|μs|ms|h|m|s)/gy;
const WHOLE = /^[+-]?(?:0|(?:(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:ns|us|µs|μs|ms|h|m|s)){1,32})$/;

/**
 * Reads `1h30m`, `90s`, `1.5h`, `-100ms` or `0`, as Go's `ParseDuration` and CEL do, in nanoseconds; what a fraction
 * says below a nanosecond is cut off. Undefined for other text, and for durations beyond ±(2^63 − 1) ns.
 */
export function parseDuration(text: string): bigint | undefined {
  if (!WHOLE.test(text)) return undefined;
  const negative = text.startsWith("-");
  let total = 0n;
  for (const [, number = "", unit = ""] of text.replace(/^[+-]/, "").matchAll(PART)) {
    total += nanoseconds(number, UNITS.get(unit) ?? 0n);
  }
  if (total > MAX_DURATION_NS) return undefined;
  return negative ? -total : total;
}

function nanoseconds(number: string, unit: bigint): bigint {
  const [whole = "", fraction = ""] = number.split(".");
  return BigInt(whole) * unit + (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
}
