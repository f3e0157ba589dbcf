import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatParsed } from "../../src/values/format-parsed.ts";
import { parseAs, Parsed } from "../../src/values/parsed.ts";

const IPV6 = 1n << 128n;

describe("the text of a parsed value", () => {
  test.each([
    ["90m", "1h30m"],
    ["-500ms", "-0.5s"],
    ["0", "0s"],
    ["61.5s", "1m1.5s"],
    ["1ns", "0.000000001s"],
    ["36000s", "10h"],
  ])("of the duration %s is %s", (text, expected) => {
    expect(formatParsed(parseAs("duration", text) ?? new Parsed("duration", -1n))).toBe(expected);
  });

  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["2001:0DB8:0:0:0:FF00:0042:8329", "2001:db8::ff00:42:8329"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:0:0:3:4", "1::2:0:0:3:4"],
    ["1:0:2:0:3:0:4:5", "1:0:2:0:3:0:4:5"],
    ["10:0:0:0:0:0:0:1", "10::1"],
  ])("of the address %s is %s", (text, expected) => {
    expect(formatParsed(parseAs("ipaddress", text) ?? new Parsed("ipaddress", 0n))).toBe(expected);
  });

  test("is read as the value again", () => {
    const group = fc.constantFrom(0n, 0n, 0n, 1n, 0x10n, 0xffffn);
    const ipv6 = fc
      .array(group, { minLength: 8, maxLength: 8 })
      .map((groups) => groups.reduce<bigint>((address, part) => (address << 16n) | part, 1n))
      .filter((address) => (address - IPV6) >> 32n !== 0xffffn);
    const ipv4 = fc.bigInt({ min: 0n, max: 0xffff_ffffn });
    const ns = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });
    const time = fc.bigInt({ min: -62_167_219_200_000_000_000n, max: 253_402_300_799_999_999_999n });
    const values = fc.oneof(
      fc.oneof(ipv6, ipv4).map((value) => new Parsed("ipaddress", value)),
      ns.map((value) => new Parsed("duration", value)),
      time.map((value) => new Parsed("timestamp", value)),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(parseAs(value.kind, formatParsed(value))).toEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });
});
