import { describe, expect, test } from "vitest";
import { parseIpAddress } from "../../src/values/ip-address.ts";

const IPV6 = 1n << 128n;

describe("an address", () => {
  test.each<readonly [string, bigint]>([
    ["0.0.0.0", 0n],
    ["192.0.2.1", 0xc0_00_02_01n],
    ["255.255.255.255", 0xff_ff_ff_ffn],
    ["::", IPV6],
    ["::1", IPV6 + 1n],
    ["1::", IPV6 + (1n << 112n)],
    ["2001:db8::ff00:42:8329", IPV6 + 0x20010db8000000000000ff0000428329n],
    ["2001:0DB8:0:0:0:FF00:0042:8329", IPV6 + 0x20010db8000000000000ff0000428329n],
    ["1:2:3:4:5:6:7:8", IPV6 + 0x00010002000300040005000600070008n],
    ["1:2:3:4:5:6:7::", IPV6 + 0x00010002000300040005000600070000n],
    ["::192.0.2.1", IPV6 + 0xc0_00_02_01n],
    ["64:ff9b::192.0.2.33", IPV6 + 0x0064ff9b0000000000000000c0000221n],
  ])("%s is read", (text, expected) => {
    expect(parseIpAddress(text)).toBe(expected);
  });

  test.each(["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:c000:0201"])(
    "%s is the IPv4 address in it",
    (text) => {
      expect(parseIpAddress(text)).toBe(parseIpAddress("192.0.2.1"));
    },
  );

  test.each([
    "",
    "1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4 ",
    "1.2.3.-4",
    "1.2.3.0x4",
    "localhost",
    ":",
    ":::",
    "1::2::3",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "g::",
    "fe80::1%eth0",
    "2001:db8::/32",
    "[::1]",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "::1.2.3",
    "1:2:3:4:5:6:7:1.2.3.4",
    ":".repeat(1_000),
  ])("%j is none", (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });
});
