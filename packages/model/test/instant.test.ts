import { formatInstant, instantFromMs, parseInstant, type Instant } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const FIRST = -62_167_219_200_000_000_000n;
const LAST = 253_402_300_799_999_999_999n;

describe("an instant", () => {
  test("is what it was, written and read again, to the nanosecond", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: FIRST, max: LAST }), (ns) => {
        expect(parseInstant(formatInstant(ns as Instant))).toBe(ns);
      }),
    );
  });

  test("agrees with the platform's dates, to the millisecond", () => {
    const dates = fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(instantFromMs(date.getTime()));
      }),
    );
  });

  test("is the same under any offset", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_439, max: 1_439 }), (minutes) => {
        const local = new Date(Date.UTC(2026, 1, 1) + minutes * 60_000).toISOString().slice(0, 19);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? "-" : "+"}${pad(hours)}:${pad(rest)}`;
        expect(parseInstant(`${local}${offset}`)).toBe(parseInstant("2026-02-01T00:00:00Z"));
      }),
    );
  });

  test.each([
    ["1970-01-01T00:00:00Z", 0n, "1970-01-01T00:00:00Z"],
    ["1970-01-01t00:00:00.000000001z", 1n, "1970-01-01T00:00:00.000000001Z"],
    ["1969-12-31T23:59:59.999999999Z", -1n, "1969-12-31T23:59:59.999999999Z"],
    ["1970-01-01T00:00:00.5Z", 500_000_000n, "1970-01-01T00:00:00.5Z"],
    ["1970-01-01T01:00:00.120+01:00", 120_000_000n, "1970-01-01T00:00:00.12Z"],
    ["2024-02-29T00:00:00Z", 1_709_164_800_000_000_000n, "2024-02-29T00:00:00Z"],
    ["0000-01-01T00:00:00Z", FIRST, "0000-01-01T00:00:00Z"],
    ["0099-12-31T00:00:00Z", -59_011_545_600_000_000_000n, "0099-12-31T00:00:00Z"],
    ["9999-12-31T23:59:59.999999999Z", LAST, "9999-12-31T23:59:59.999999999Z"],
    ["0000-01-01T00:00:00-00:01", FIRST + 60_000_000_000n, "0000-01-01T00:01:00Z"],
  ])("%s is read, and written in UTC with as many digits as it needs", (text, ns, written) => {
    expect(parseInstant(text)).toBe(ns);
    expect(formatInstant(ns as Instant)).toBe(written);
  });

  test.each([
    ["a date that does not exist", "2026-02-30T00:00:00Z"],
    ["the 29th of February of a common year", "2025-02-29T00:00:00Z"],
    ["month 13", "2026-13-01T00:00:00Z"],
    ["month 0", "2026-00-01T00:00:00Z"],
    ["day 0", "2026-01-00T00:00:00Z"],
    ["hour 24", "2026-01-01T24:00:00Z"],
    ["minute 60", "2026-01-01T00:60:00Z"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["ten digits of a second", "2026-01-01T00:00:00.1234567891Z"],
    ["a point without digits", "2026-01-01T00:00:00.Z"],
    ["no zone", "2026-01-01T00:00:00"],
    ["no time", "2026-01-01"],
    ["a space for the T", "2026-01-01 00:00:00Z"],
    ["an offset of 24 hours", "2026-01-01T00:00:00+24:00"],
    ["an offset of 60 minutes", "2026-01-01T00:00:00+00:60"],
    ["a year of five digits", "12026-01-01T00:00:00Z"],
    ["blanks around it", " 2026-01-01T00:00:00Z"],
    ["a line after it", "2026-01-01T00:00:00Z\n"],
    ["digits of another script", "٢٠٢٦-01-01T00:00:00Z"],
    ["a year after 9999 in UTC", "9999-12-31T23:59:59-01:00"],
    ["a year before 0000 in UTC", "0000-01-01T00:00:00+00:01"],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test("of a fraction of a millisecond is cut off", () => {
    expect(instantFromMs(1.9)).toBe(1_000_000n);
    expect(instantFromMs(-1.9)).toBe(-1_000_000n);
  });
});

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
