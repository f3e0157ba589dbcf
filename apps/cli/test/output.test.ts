import { parseInstant } from "@relata/model";
import { describe, expect, test } from "vitest";
import { counted } from "../src/output/model-summary.ts";
import { paintFor } from "../src/output/paint.ts";
import { Progress } from "../src/output/progress.ts";
import { toJson } from "../src/output/to-json.ts";
import { systemReason } from "../src/usage-error.ts";

/** Progress on an output of that kind, and what it writes there. */
function shown(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { written, progress: new Progress({ isTTY, write, ...(columns !== undefined && { columns }) }) };
}

describe("progress", () => {
  test("is silent where nobody watches", () => {
    const { written, progress } = shown(false);
    progress.say("half");
    progress.end();
    expect(written).toEqual([]);
  });

  test("writes over its line, and takes it away once", () => {
    const { written, progress } = shown(true);
    progress.say("half");
    progress.say("all");
    progress.end();
    progress.end();
    expect(written).toEqual(["\r\u001B[2Khalf", "\r\u001B[2Kall", "\r\u001B[2K"]);
  });

  test("takes nothing away where it never showed anything", () => {
    const { written, progress } = shown(true);
    progress.end();
    expect(written).toEqual([]);
  });

  test("never wraps, because a wrapped line is not written over", () => {
    const { written, progress } = shown(true, 10);
    progress.say("0123456789");
    expect(written).toEqual(["\r\u001B[2K012345678"]);
  });
});

test("instants become text in JSON, wherever they stand, and all is on one line", () => {
  const from = parseInstant("2026-01-01T00:00:00.25Z");
  expect(toJson({ tuple: { from }, text: "a\nb" })).toBe(
    '{"tuple":{"from":"2026-01-01T00:00:00.25Z"},"text":"a\\nb"}\n',
  );
});

test("numbers have commas, and one of a thing is singular", () => {
  expect([0, 1, 2, 1_000, 1_234_567].map((n) => counted(n, "tuple", "tuples"))).toEqual([
    "0 tuples",
    "1 tuple",
    "2 tuples",
    "1,000 tuples",
    "1,234,567 tuples",
  ]);
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "" }, true],
  [true, { NO_COLOR: "0" }, false],
  [true, { TERM: "dumb" }, false],
  [true, { TERM: "xterm-256color" }, true],
])("colour on a terminal (%j) under %j is %j", (isTTY, env, isColoured) => {
  const paint = paintFor({ isTTY, write: () => undefined }, { env });
  expect(paint.red("x") !== "x").toBe(isColoured);
});

test("errors of the file system are told in words, and unknown ones as they are", () => {
  expect(systemReason(Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" }))).toBe(
    "there is no such file or folder",
  );
  expect(systemReason(Object.assign(new Error("EBUSY: resource busy"), { code: "EBUSY" }))).toBe(
    "EBUSY: resource busy",
  );
  expect(systemReason("odd")).toBe("odd");
});
