/** A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Made by `parseInstant`. */
export type Instant = bigint & { readonly __instant: unique symbol };

const NS_PER_SECOND = 1_000_000_000n;
const NS_PER_MS = 1_000_000n;

/** The first and the last millisecond that RFC 3339 can write in UTC: those of the years 0000 and 9999. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 timestamp with up to nine fractional digits. Answers undefined for any other text, for dates that
 * do not exist (`2026-02-30`), for leap seconds, and for what an offset carries out of the years 0000 to 9999 in UTC.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offsetMs = (match[8] === "-" ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  const ms = date.getTime() - offsetMs;
  if (ms < FIRST_MS || ms > LAST_MS) return undefined;
  const fraction = BigInt((match[7] ?? "").padEnd(9, "0"));
  return (BigInt(ms) * NS_PER_MS + fraction) as Instant;
}

/** The instant of a whole number of milliseconds since the epoch. */
export function instantFromMs(ms: number): Instant {
  return (BigInt(Math.trunc(ms)) * NS_PER_MS) as Instant;
}

/** Writes an instant as RFC 3339 in UTC, with as many fractional digits as it needs (none, or up to nine). */
export function formatInstant(instant: Instant): string {
  const fraction = ((instant % NS_PER_SECOND) + NS_PER_SECOND) % NS_PER_SECOND;
  const seconds = (instant - fraction) / NS_PER_SECOND;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const digits = fraction === 0n ? "" : `.${fraction.toString().padStart(9, "0").replace(/0+$/, "")}`;
  return `${whole}${digits}Z`;
}

/** The earlier of two instants, where absent is never. */
export function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
