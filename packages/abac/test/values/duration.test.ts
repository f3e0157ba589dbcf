import { describe, expect, test } from "vitest";
import { parseDuration } from "../../src/values/duration.ts";

const SECOND = 1_000_000_000n;

describe("a duration", () => {
  test.each<readonly [string, bigint]>([
    ["0", 0n],
    ["-0", 0n],
    ["0s", 0n],
    ["1ns", 1n],
    ["1us", 1_000n],
    ["1µs", 1_000n],
    ["1μs", 1_000n],
    ["1ms", 1_000_000n],
    ["1s", SECOND],
    ["1m", 60n * SECOND],
    ["1h", 3_600n * SECOND],
    ["1h30m", 5_400n * SECOND],
    ["1.5h", 5_400n * SECOND],
    [".5s", SECOND / 2n],
    ["1.s", SECOND],
    ["+2s", 2n * SECOND],
    ["-2s", -2n * SECOND],
    ["-1h1s", -3_601n * SECOND],
    ["1s1s", 2n * SECOND],
    ["0.1s0.2s", 300_000_000n],
    ["1.9999999999ns", 1n],
    ["9223372036854775807ns", 2n ** 63n - 1n],
  ])("%s is %d ns", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each([
    "",
    "1",
    "s",
    ".s",
    "-",
    "1 s",
    " 1s",
    "1s ",
    "1d",
    "1S",
    "1e3s",
    "--1s",
    "1s-1s",
    "1,5s",
    "0x1s",
    "١s",
    "9223372036854775808ns",
    "2562048h",
    "1".repeat(100_000) + "s",
    "1s".repeat(100_000),
  ])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
