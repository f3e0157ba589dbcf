import { expect, test } from "vitest";
import { suiteWorld } from "./suite-world.ts";

const TOO_LOW = /^coverage \d+ % is below the 99.5 % that --min-coverage asks for\n$/;

test("--reporter json prints one line of JSON, whatever became of the tests", async () => {
  const world = suiteWorld({ "a.relata.yaml": "bad" });
  const { exitCode, stdout, stderr } = await world.relata("test --reporter json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  expect(stdout.trimEnd()).not.toContain("\n");
  expect(JSON.parse(stdout)).toMatchObject({
    failed: 1,
    suites: [{ tests: [{ name: "owners write", answers: [{ status: "passed" }, { expected: "denied" }] }] }],
  });
  expect((await world.relata("test --json")).stdout).toBe(stdout);
});

test("--reporter junit prints XML", async () => {
  const { stdout } = await suiteWorld({ "a.relata.yaml": "good" }).relata("test --reporter junit");
  expect(stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="relata" tests="1" failures="0"/);
});

test("--out writes the report to a file, and the text to standard output", async () => {
  const world = suiteWorld({ "a.relata.yaml": "good" });
  const { stdout } = await world.relata("test --reporter junit --out report.xml");
  expect(stdout).toBe("✓ a.relata.yaml: 1 test passed\n1 passed in 1 file\n");
  expect(world.read("report.xml")).toMatch(/^<\?xml /);
  await world.relata("test --coverage --out report.txt", { isTTY: true });
  expect(world.read("report.txt")).toMatch(/^✓ a.relata.yaml: 1 test passed\ncoverage \d+ %/);
  expect(await world.relata("test --out nowhere/report.txt")).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("nowhere/report.txt cannot be written"),
  });
});

test("--coverage lists what no test decides, with its place in the model", async () => {
  const { exitCode, stdout } = await suiteWorld({ "a.relata.yaml": "good" }).relata("test --coverage");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /\ncoverage \d+ %: \d+ of \d+ decided; no test would notice if\n {2}authz\.relata:9:12 relation /,
  );
  expect(stdout).not.toContain("relation `owner` of `client_abc:invoice`");
});

test("--min-coverage ends with 1 where less is decided, and says so", async () => {
  const world = suiteWorld({ "a.relata.yaml": "good" });
  const { exitCode, stderr } = await world.relata("test --min-coverage 99.5");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(TOO_LOW);
  expect((await world.relata("test --min-coverage 5")).exitCode).toBe(0);
});

test("--min-coverage takes percentages alone", async () => {
  for (const given of ["101", "x", "-1", ""]) {
    const { exitCode, stderr } = await suiteWorld({ "a.relata.yaml": "good" }).run(["test", `--min-coverage=${given}`]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: `error usage: --min-coverage is not a percentage from 0 to 100: \`${given}\`\n`,
    });
  }
});

test("--reporter refuses a form that there is none of", async () => {
  const { exitCode, stderr } = await suiteWorld({ "a.relata.yaml": "good" }).relata("test --reporter tap");
  expect(exitCode).toBe(3);
  expect(stderr).toContain("text, json, junit");
});

test("progress is told on a terminal, and gone in the end", async () => {
  const { stderr } = await suiteWorld({ "a.relata.yaml": "good" }).relata("test --coverage", { isTTY: true });
  expect(stderr).toContain("a.relata.yaml 1/1: owners write");
  expect(stderr).toContain("% of ");
  expect(stderr.endsWith("\r\u001B[2K")).toBe(true);
});
