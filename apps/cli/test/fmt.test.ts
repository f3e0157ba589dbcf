import { chmodSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { World } from "./world.ts";

const MESSY = "model 1\r\ntype   user // who\ntype doc { relation owner:user relation viewer : user|doc#owner }";
const NEAT = `model 1

type user  // who

type doc {
  relation owner:  user
  relation viewer: user | doc#owner
}
`;
const BROKEN = "model 1\ntype doc { relation }";

const files = {
  "a.relata": MESSY,
  "b.relata": NEAT,
  "sub/c.relata": MESSY,
  "node_modules/d.relata": MESSY,
  "e.txt": MESSY,
};

test("fmt writes the files of the working folder in place, and prints those that changed", async () => {
  const world = new World(files);
  expect(await world.relata("fmt")).toEqual({
    exitCode: 0,
    stdout: "a.relata\nsub/c.relata\n",
    stderr: "",
  });
  expect(["a.relata", "b.relata", "sub/c.relata"].map((path) => world.read(path))).toEqual([NEAT, NEAT, NEAT]);
  expect([world.read("node_modules/d.relata"), world.read("e.txt")]).toEqual([MESSY, MESSY]);
  expect((await world.relata("fmt")).stdout).toBe("");
});

test("fmt counts the files on a terminal", async () => {
  const { stderr } = await new World(files).relata("fmt", { isTTY: true, env: { NO_COLOR: "1" } });
  expect(stderr).toBe("2 of 3 files formatted\n");
});

test("fmt formats the files, folders and globs that it is given", async () => {
  const world = new World(files);
  expect((await world.relata("fmt sub")).stdout).toBe("sub/c.relata\n");
  expect((await world.relata("fmt e.txt a.relata")).stdout).toBe("a.relata\ne.txt\n");
  world.write("a.relata", MESSY);
  expect((await world.relata("fmt ?.relata")).stdout).toBe("a.relata\n");
});

test("fmt keeps who may read a file", async () => {
  const world = new World(files);
  chmodSync(world.path("a.relata"), 0o600);
  await world.relata("fmt a.relata");
  expect(statSync(world.path("a.relata")).mode & 0o777).toBe(0o600);
});

test("a byte order mark alone is a change", async () => {
  const world = new World({ "a.relata": `\u{FEFF}${NEAT}` });
  expect((await world.relata("fmt")).stdout).toBe("a.relata\n");
  expect(world.read("a.relata")).toBe(NEAT);
});

describe("fmt --check", () => {
  test("lists what would change, writes nothing and ends with 1", async () => {
    const world = new World(files);
    expect(await world.relata("fmt --check")).toEqual({
      exitCode: 1,
      stdout: "a.relata\nsub/c.relata\n",
      stderr: "2 of 3 files would change; run `relata fmt` without --check\n",
    });
    expect(world.read("a.relata")).toBe(MESSY);
  });

  test("ends with 0 where nothing would change", async () => {
    const { exitCode, stdout, stderr } = await new World(files).relata("fmt --check b.relata");
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });
});

describe("a file that cannot be formatted", () => {
  test("has its diagnostics, stays as it is, and hinders no other", async () => {
    const world = new World({ "bad.relata": BROKEN, "good.relata": MESSY });
    const { exitCode, stdout, stderr } = await world.relata("fmt");
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "good.relata\n" });
    expect(stderr).toContain("bad.relata:2:21: error unexpected_token: expected the name of a relation");
    expect(stderr).toMatch(/\n1 of 2 files formatted, 1 left alone\n$/);
    expect([world.read("bad.relata"), world.read("good.relata")]).toEqual([BROKEN, NEAT]);
  });

  test("may be no text at all", async () => {
    const world = new World({ "bad.relata": new Uint8Array([0xff, 0xfe]), "good.relata": MESSY });
    const { exitCode, stderr } = await world.relata("fmt");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("error model_unreadable: `bad.relata` is not a model file: it is not UTF-8");
    expect(world.read("good.relata")).toBe(NEAT);
  });

  test("may not be there", async () => {
    const { exitCode, stderr } = await new World(files).relata("fmt none.relata");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: "error usage: there is no file or folder `none.relata`\n",
    });
  });
});

describe("fmt of standard input", () => {
  test.each(["fmt --stdin", "fmt -"])("%s writes the text to standard output", async (line) => {
    expect(await new World({}).relata(line, { stdin: MESSY })).toEqual({ exitCode: 0, stdout: NEAT, stderr: "" });
  });

  test("writes nothing where it does not parse", async () => {
    const { exitCode, stdout, stderr } = await new World({}).relata("fmt --stdin", { stdin: BROKEN });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain("standard input:2:21: error unexpected_token");
  });

  test("with --check says by its exit code whether it would change", async () => {
    const world = new World({});
    expect((await world.relata("fmt - --check", { stdin: MESSY })).exitCode).toBe(1);
    expect(await world.relata("fmt - --check", { stdin: NEAT })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("takes no other paths", async () => {
    expect((await new World(files).relata("fmt - a.relata", { stdin: MESSY })).exitCode).toBe(3);
  });
});

test("fmt --json says what became of each file", async () => {
  const world = new World({ "bad.relata": BROKEN, "good.relata": MESSY });
  const { exitCode, stdout, stderr } = await world.relata("fmt --json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    files: [
      { path: "bad.relata", status: "failed", diagnostics: [{ code: "unexpected_token", span: { line: 2 } }] },
      { path: "good.relata", status: "formatted", text: NEAT, kept: [] },
    ],
  });
});

const POLICIES = `model 1

policy p = json { "==": [{ "var": "context.a" }, 1] }

policy q = json {
  "==": [
    // kept
    { "var": "context.a" },
    1
  ]
}
`;

test("fmt --policies gives policies one form, and says which keep theirs", async () => {
  const world = new World({ "a.relata": POLICIES });
  expect(await world.relata("fmt --policies expression")).toEqual({
    exitCode: 0,
    stdout: "a.relata\n",
    stderr: "a.relata:5: note: policy `q` keeps its form: it holds a comment\n",
  });
  expect(world.read("a.relata")).toContain("policy p = context.a == 1\n");
  await world.relata("fmt --policies json");
  expect(world.read("a.relata")).toBe(POLICIES);
});
