import { expect, test } from "vitest";
import { suiteWorld, SUITES } from "./suite-world.ts";
import { World } from "./world.ts";

const { good: GOOD, bad: BAD } = SUITES;

test("the command test says how many tests passed, and ends with 0", async () => {
  const world = suiteWorld({ "a.relata.yaml": GOOD });
  expect(await world.relata("test")).toEqual({
    exitCode: 0,
    stdout: "✓ a.relata.yaml: 1 test passed\n1 passed in 1 file\n",
    stderr: "",
  });
});

test("the command test shows of a failure its place, the question, both answers and the reason, and ends with 1", async () => {
  const world = suiteWorld({ "a.relata.yaml": BAD });
  const { exitCode, stdout } = await world.relata("test a.relata.yaml");
  expect(exitCode).toBe(1);
  expect(stdout).toBe(`✗ a.relata.yaml: 1 of 1 test failed
  a.relata.yaml:4:5 owners write
    a.relata.yaml:6:79 does user:ann have write on client_abc:invoice:1?
      expected denied
      actual   allowed
      ✓ user:ann has write on client_abc:invoice:1
      └─ ✓ client_abc:invoice:1#owner@user:ann
0 passed, 1 failed in 1 file
`);
});

test("the command test finds suites in folders and by globs, each once, and not those of installed packages", async () => {
  const world = suiteWorld({
    "a.relata.yaml": GOOD,
    "x/b.relata.yaml": GOOD.replaceAll("authz", "../authz").replace("facts", "../facts"),
    "node_modules/c/c.relata.yaml": BAD,
  });
  expect((await world.relata("test")).stdout).toContain("2 passed in 2 files\n");
  expect((await world.relata("test . x a.relata.yaml")).stdout).toContain("2 passed in 2 files\n");
  expect((await world.relata("test x")).stdout).toContain("1 passed in 1 file\n");
  expect((await world.run(["test", "**/b*.yaml"])).stdout).toContain("1 passed in 1 file\n");
});

test("the command test without any suite is an error, and no success", async () => {
  const world = new World();
  expect(await world.relata("test")).toMatchObject({
    exitCode: 3,
    stderr: "error usage: no tests found: `.` holds no `*.relata.yaml` file\n",
  });
  expect((await world.relata("test nowhere")).stderr).toContain("there is no file or folder `nowhere`");
  expect((await world.run(["test", "*.nothing"])).stderr).toContain("`*.nothing` matches no");
});

test("the command test tells what is wrong with a file, runs the others, and ends with 3", async () => {
  const world = suiteWorld({ "a.relata.yaml": GOOD.replace("tuples:", "tupels:"), "b.relata.yaml": GOOD });
  const { exitCode, stdout } = await world.relata("test");
  expect(exitCode).toBe(3);
  expect(stdout).toContain("  a.relata.yaml:2:1: the file has no `tupels`; did you mean `tuples`?");
  expect(stdout).toContain("✓ b.relata.yaml: 1 test passed\n");
  expect(stdout).toContain("1 passed in 2 files, of which 1 could not be read\n");
});

test("the command test tells the errors of a model once, however many suites name it", async () => {
  const world = suiteWorld({
    "authz.relata": "model 1\ntype user\ntype doc { relation owner: usr }\n",
    "a.relata.yaml": GOOD,
    "b.relata.yaml": GOOD,
  });
  const { exitCode, stdout } = await world.relata("test");
  expect(exitCode).toBe(3);
  expect(stdout.split("unknown type `usr`")).toHaveLength(2);
  expect(stdout).toContain("the same model as above");
});

test("the command test ends with 4 where a question got no answer", async () => {
  const text = `model: |
  model 1
  type user
  type club {
    relation rival: club
    relation fan: user
    permission cheer = fan - rival->cheer
  }
tuples: [club:a#rival@club:a, club:a#fan@user:x]
tests:
  - name: a paradox
    checks: [{ subject: user:x, object: club:a, deny: [cheer] }]
`;
  const { exitCode, stdout } = await suiteWorld({ "a.relata.yaml": text }).relata("test");
  expect(exitCode).toBe(4);
  expect(stdout).toContain("no answer: paradox");
  expect(stdout).toContain("0 passed, 1 without an answer in 1 file\n");
});

test("--filter runs the tests with that name, and no test with it is an error", async () => {
  const world = suiteWorld({ "a.relata.yaml": BAD, "b.relata.yaml": GOOD.replace("owners write", "Owners may") });
  expect((await world.relata("test --filter may")).stdout).toBe("✓ b.relata.yaml: 1 test passed\n1 passed in 1 file\n");
  expect(await world.relata("test --filter mya")).toMatchObject({
    exitCode: 3,
    stderr: "error usage: no test has a name with `mya` in it\n",
  });
});

test("--bail stops at the first test that does not pass", async () => {
  const world = suiteWorld({ "a.relata.yaml": BAD, "b.relata.yaml": GOOD });
  expect((await world.relata("test --bail")).stdout).toContain("0 passed, 1 failed in 1 file\n");
});

test("the command test is in colour on a terminal, and plain elsewhere", async () => {
  const world = suiteWorld({ "a.relata.yaml": GOOD });
  expect((await world.relata("test", { isTTY: true })).stdout).toContain("\u001B[32m✓");
  expect((await world.relata("test")).stdout).not.toContain("\u001B");
});
