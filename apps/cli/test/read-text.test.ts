import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeText, readAtMost } from "../src/read-text.ts";
import { World } from "./world.ts";

describe("text is decoded", () => {
  test("as it is, whatever its characters and line ends", () => {
    for (const text of ["", "plain", "zoë 🦊\r\n\ttab", "\u202Eleft"]) {
      expect(decodeText(new TextEncoder().encode(text))).toEqual({ text });
    }
  });

  test("without a byte order mark at its start, and with one elsewhere", () => {
    expect(decodeText(new TextEncoder().encode("\uFEFFa\uFEFF"))).toEqual({ text: "a\uFEFF" });
  });

  test.each([
    ["a NUL", [0x61, 0x00], "it holds a NUL byte"],
    ["a lone continuation byte", [0x61, 0x80], "it is not UTF-8"],
    ["a character that is cut off", [0xe2, 0x82], "it is not UTF-8"],
    ["half of a surrogate pair", [0xed, 0xa0, 0x80], "it is not UTF-8"],
    ["a longer form than needed", [0xc0, 0xaf], "it is not UTF-8"],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x62], "it is not UTF-8"],
  ])("never where it holds %s", (_, bytes, problem) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ problem });
  });
});

describe("of a file no more is read than it may have", () => {
  test("so that one of just that size is read, and one of a byte more is not", () => {
    const world = new World({ "a.txt": "12345", "empty.txt": "" });
    expect(readAtMost(world.path("a.txt"), 5)).toEqual(new TextEncoder().encode("12345"));
    expect(readAtMost(world.path("a.txt"), 4)).toBeUndefined();
    expect(readAtMost(world.path("empty.txt"), 4)).toHaveLength(0);
  });

  test.runIf(existsSync("/dev/zero"))("also of a device that never ends", () => {
    expect(readAtMost("/dev/zero", 1_000)).toBeUndefined();
  });

  test("and a pipe is read to its end, however many pieces it comes in", () => {
    const world = new World({});
    execFileSync("mkfifo", [world.path("pipe")]);
    spawn("sh", ["-c", `(printf one; sleep 0.1; printf two) > "$0"`, world.path("pipe")], { stdio: "ignore" });
    expect(new TextDecoder().decode(readAtMost(world.path("pipe"), 100))).toBe("onetwo");
  });

  test("and what is not there is an error of the file system", () => {
    expect(() => readAtMost(new World({}).path("no"), 1)).toThrow(/ENOENT/);
  });
});
