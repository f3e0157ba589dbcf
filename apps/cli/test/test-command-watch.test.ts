import { rmSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { run } from "../src/program.ts";
import { SUITES, suiteWorld } from "./suite-world.ts";
import type { World } from "./world.ts";

/** `relata test --watch` while it runs: what it has written, and a keyboard. */
class Watching {
  stdout = "";
  stderr = "";
  readonly ended: Promise<number>;
  readonly raw: boolean[] = [];
  #press: (key: string) => void = () => undefined;

  constructor(world: World, argv: readonly string[], isTTY = false) {
    const pressed = new Promise<string>((press) => {
      this.#press = press;
    });
    const stdin = {
      setRawMode: (isRaw: boolean) => this.raw.push(isRaw),
      async *[Symbol.asyncIterator]() {
        yield new TextEncoder().encode("x");
        yield new TextEncoder().encode(await pressed);
      },
    };
    this.ended = run(["test", "--watch", ...argv], {
      stdin,
      stdout: { isTTY, write: (text) => (this.stdout += text) },
      stderr: { write: (text) => (this.stderr += text) },
      env: {},
      cwd: world.folder,
      clock: () => Date.UTC(2026, 5, 1),
    });
    onTestFinished(() => this.#press("q"));
  }

  press(key: string): void {
    this.#press(key);
  }

  /** What is written from now on until it holds the text. */
  async until(text: string, after: () => void = () => undefined): Promise<string> {
    const from = this.stdout.length;
    after();
    await vi.waitUntil(() => this.stdout.includes(text, from), { timeout: 10_000, interval: 20 });
    return this.stdout.slice(from);
  }
}

test("--watch runs again what changes: a suite, its facts, its model, and nothing else", async () => {
  const world = suiteWorld({ "a.relata.yaml": "good", "b.relata.yaml": SUITES.good.replace("facts.txt", "more.txt") });
  world.write("more.txt", world.read("facts.txt"));
  const watching = new Watching(world, []);
  await watching.until("2 passed in 2 files\n");

  const suite = await watching.until("1 passed, 1 failed in 2 files\n", () => world.write("a.relata.yaml", SUITES.bad));
  expect(suite).toContain("✗ a.relata.yaml: 1 of 1 test failed");
  expect(suite).not.toContain("b.relata.yaml");

  const facts = world.read("more.txt").replace("client_abc:invoice:1#owner@user:ann\n", "");
  const both = await watching.until("0 passed, 2 failed in 2 files\n", () => world.write("more.txt", facts));
  expect(both).not.toContain("a.relata.yaml");

  const model = world.read("authz.relata").replace("owner + clerk + auditor", "ovner + clerk + auditor");
  const wrong = await watching.until("which 2 could not be read", () => world.write("authz.relata", model));
  expect(wrong).toContain("did you mean `owner`?");

  watching.press("q");
  expect(await watching.ended).toBe(3);
  expect(watching.stderr).toContain("waiting for changes; q ends\n");
  expect(watching.raw).toEqual([true, false]);
});

test("--watch runs suites that come, and forgets those that go", async () => {
  const world = suiteWorld({});
  const watching = new Watching(world, []);
  await watching.until("0 passed in 0 files\n");
  expect(watching.stderr).toContain("no tests found");
  await watching.until("1 passed in 1 file\n", () => world.write("sub/../new.relata.yaml", SUITES.good));
  await watching.until("0 passed in 0 files\n", () => rmSync(world.path("new.relata.yaml")));
  watching.press("\u0003");
  // Nothing was tested, and that is no success.
  expect(await watching.ended).toBe(3);
});

test("--watch clears a terminal before each run, and ends with the code of the latest", async () => {
  const world = suiteWorld({ "a.relata.yaml": "bad" });
  const watching = new Watching(world, ["a.relata.yaml"], true);
  await watching.until("in 1 file\n");
  expect(watching.stdout.startsWith("\u001B[2J")).toBe(true);
  watching.press("q");
  expect(await watching.ended).toBe(1);
});
