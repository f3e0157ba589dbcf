import { Failure } from "@relata/core";
import { describe, expect, test } from "vitest";
import { reportError } from "../src/output/report-error.ts";
import { usageError } from "../src/usage-error.ts";
import type { Surroundings } from "../src/surroundings.ts";

/** What is said of an error, and the exit code. */
function reported(error: unknown, { json = false, env = {} }: { json?: boolean; env?: Surroundings["env"] } = {}) {
  const written = { stdout: "", stderr: "" };
  const surroundings: Surroundings = {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env,
    cwd: "/",
    clock: () => 0,
  };
  const exitCode = reportError(surroundings, error, json);
  return { exitCode, ...written };
}

test("a failure is told with its code, and ends as its code does", () => {
  expect(reported(new Failure("budget_exceeded", "too much work"))).toEqual({
    exitCode: 4,
    stdout: "",
    stderr: "error budget_exceeded: too much work\n",
  });
  expect(reported(new Failure("invalid_tuple", "a.txt:1: x\na.txt:2: y"))).toEqual({
    exitCode: 3,
    stdout: "",
    stderr: "error invalid_tuple:\na.txt:1: x\na.txt:2: y\n",
  });
});

test("an error that nobody foresaw ends with 4, and says how to see more", () => {
  for (const error of [new TypeError("x is not a function"), "x is not a function"]) {
    expect(reported(error)).toEqual({
      exitCode: 4,
      stdout: "",
      stderr: "error unexpected: x is not a function; RELATA_DEBUG=1 shows where\n",
    });
  }
});

test("a mistake of the caller ends with 3", () => {
  expect(reported(usageError("give a file"))).toEqual({
    exitCode: 3,
    stdout: "",
    stderr: "error usage: give a file\n",
  });
});

describe("as JSON", () => {
  test("an error has its code, its message and what more is known", () => {
    const { stdout } = reported(new Failure("policy_failed", "it failed", { details: { policy: "p" } }), {
      json: true,
    });
    expect(JSON.parse(stdout)).toEqual({
      error: { code: "policy_failed", message: "it failed", details: { policy: "p" } },
    });
  });

  test("control characters stay, because JSON escapes them", () => {
    const { stdout, stderr } = reported(usageError("\u0007bell"), { json: true });
    expect(JSON.parse(stdout)).toEqual({ error: { code: "usage", message: "\u0007bell" } });
    expect(stderr).toBe("error usage: \u{FFFD}bell\n");
  });
});

test("with RELATA_DEBUG=1 the whole chain of causes follows, and only then", () => {
  const error = new Failure("store_unavailable", "no answer", { cause: new Error("disk", { cause: "dust" }) });
  const { stderr } = reported(error, { env: { RELATA_DEBUG: "1" } });
  expect(stderr).toMatch(/^error store_unavailable: no answer\n/);
  expect(stderr).toMatch(/caused by Error: disk\n/);
  expect(stderr).toMatch(/caused by dust\n$/);
  expect(reported(error, { env: { RELATA_DEBUG: "0" } }).stderr).toBe("error store_unavailable: no answer\n");
});
