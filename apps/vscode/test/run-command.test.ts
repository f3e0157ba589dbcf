import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Command } from "../src/find-command.ts";
import { runCommand, type Ran } from "../src/run-command.ts";
import { folderWith } from "./folder.ts";

const NODE = process.execPath;
const ECHO = `process.stdin.pipe(process.stdout); process.exitCode = 3; console.error("noted")`;
const FOREVER = "setInterval(() => undefined, 1000)";

async function run(command: Command, args: readonly string[] = [], stdin = "", timeoutMs?: number): Promise<Ran> {
  const signal = new AbortController().signal;
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };
  return runCommand(command, args, { cwd: folderWith({}), stdin, signal, ...timeout });
}

test("a program reads the text, and what it says and ends with is kept", async () => {
  const text = "größe\n".repeat(100_000);
  expect(await run([NODE, "-e", ECHO], [], text)).toEqual({ exitCode: 3, stdout: text, stderr: "noted\n" });
});

test("a program that does not read its input is no trouble", async () => {
  expect((await run([NODE, "-e", ""], [], "x".repeat(5_000_000))).exitCode).toBe(0);
});

test("no argument is read by a shell", async () => {
  const cwd = folderWith({});
  const evil = '"; touch made; $(touch made) `touch made` & touch made';
  const script = "process.stdout.write(process.argv[1])";
  const { stdout } = await runCommand([NODE, "-e", script], [evil], {
    cwd,
    stdin: "",
    signal: new AbortController().signal,
  });
  expect(stdout).toBe(evil);
  expect(readdirSync(cwd)).toEqual([]);
});

test("a program that is not there breaks the promise", async () => {
  await expect(run(["relata-that-is-nowhere"])).rejects.toThrow("ENOENT");
});

test("a program that is told to end breaks the promise", async () => {
  const controller = new AbortController();
  const running = runCommand([NODE, "-e", FOREVER], [], { cwd: folderWith({}), stdin: "", signal: controller.signal });
  controller.abort();
  await expect(running).rejects.toThrow("aborted");
});

test("nothing is started after the end was told", async () => {
  const signal = AbortSignal.abort();
  await expect(runCommand(["nowhere"], [], { cwd: ".", stdin: "", signal })).rejects.toThrow("aborted");
});

test("a program that takes too long breaks the promise", async () => {
  await expect(run([NODE, "-e", FOREVER], [], "", 200)).rejects.toThrow("timeout");
});

test("a program that says too much breaks the promise", async () => {
  const script = "const chunk = 'x'.repeat(1e6); setInterval(() => process.stdout.write(chunk), 0)";
  await expect(run([NODE, "-e", script])).rejects.toThrow("was ended before it had answered");
});
