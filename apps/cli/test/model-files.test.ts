import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MODEL, World } from "./world.ts";

const USER = "model 1\ntype user";

async function refused(world: World, line = "validate --model m.relata"): Promise<string> {
  const { exitCode, stdout, stderr } = await world.relata(line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  return stderr;
}

describe("the model is", () => {
  test("the file that --model names, before any other", async () => {
    const world = new World({ "a.relata": USER, "b.relata": "nonsense", "c/d.relata": USER });
    expect((await world.relata("validate --model a.relata", { env: { RELATA_MODEL: "b.relata" } })).stdout).toMatch(
      /^a\.relata: /,
    );
    expect((await world.relata(`validate --model ${world.path("c/d.relata")}`)).exitCode).toBe(0);
  });

  test("else what RELATA_MODEL names, else the one file of the folder, else the folder authz", async () => {
    const world = new World({ "authz/a.relata": USER, "authz/b.relata": "model 1\ntype doc", "x/c.relata": USER });
    expect((await world.relata("validate", { env: { RELATA_MODEL: "x/c.relata" } })).stdout).toMatch(
      /^x\/c\.relata: 1 type,/,
    );
    expect((await world.relata("validate", { env: { RELATA_MODEL: "" } })).stdout).toMatch(/^authz: 2 types,/);
    world.write("one.relata", USER);
    expect((await world.relata("validate")).stdout).toMatch(/^one\.relata: 1 type,/);
  });

  test("all files of a folder, with what they import from folders below", async () => {
    const world = new World({
      "m/a.relata": 'model 1\nimport "./deep/c.relata"\ntype doc { relation owner: user }',
      "m/b.relata": "model 1\ntype group { relation member: user }",
      "m/deep/c.relata": USER,
      "m/notes.txt": "not a model",
    });
    expect((await world.relata("validate --model m")).stdout).toMatch(/^m: 3 types, 2 relations,/);
  });

  test("said to be looked for, where there is none or more than one", async () => {
    const world = new World({});
    const none = await world.relata("validate");
    expect(none.exitCode).toBe(3);
    expect(none.stderr).toMatch(
      /^error model_unreadable: which model\? looked for one `\*\.relata` file in `.*`, and found none, and no folder `authz`: give --model PATH, or set RELATA_MODEL\n$/,
    );
    world.write("a.relata", USER);
    world.write("b.relata", USER);
    expect((await world.relata("validate")).stderr).toContain("and found `a.relata`, `b.relata`: give --model PATH");
  });
});

describe("a model file is refused", () => {
  test("where it is missing", async () => {
    expect(await refused(new World({}))).toBe("error model_unreadable: there is no model file or folder `m.relata`\n");
    const { stderr } = await new World({}).relata("validate", { env: { RELATA_MODEL: "no" } });
    expect(stderr).toBe("error model_unreadable: there is no model file or folder `no` (from RELATA_MODEL)\n");
  });

  test("where the path is empty", async () => {
    const { exitCode, stderr } = await new World().run(["validate", "--model", ""]);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("no model file or folder"),
    });
  });

  test("where a folder holds none", async () => {
    const world = new World({});
    mkdirSync(world.path("empty"));
    expect(await refused(world, "validate --model empty")).toBe(
      "error model_unreadable: the folder `empty` holds no `*.relata` file\n",
    );
  });

  test.each([
    ["a NUL byte", Buffer.from("model 1\0"), "it holds a NUL byte"],
    ["bytes that are no UTF-8", Buffer.from([0x6d, 0xff, 0xfe]), "it is not UTF-8"],
  ])("where it holds %s", async (_, bytes, problem) => {
    expect(await refused(new World({ "m.relata": bytes }))).toBe(
      `error model_unreadable: \`m.relata\` is not a model file: ${problem}; save it as UTF-8 text\n`,
    );
  });

  test("where it has two megabytes", async () => {
    expect(await refused(new World({ "m.relata": `${MODEL}${"/".repeat(2_000_000)}` }))).toBe(
      "error model_unreadable: `m.relata` has more than 1,048,576 bytes, which are the most: part the model with `import`\n",
    );
  });

  test("where it imports a file that is refused", async () => {
    const world = new World({ "m.relata": 'model 1\nimport "./b.relata"', "b.relata": Buffer.from([0xff]) });
    expect(await refused(world)).toContain("`b.relata` is not a model file: it is not UTF-8");
  });

  test("where it imports what is missing, or what is outside its folder", async () => {
    const world = new World({ "in/m.relata": 'model 1\nimport "./no.relata"', "out.relata": USER });
    expect(await refused(world, "validate --model in/m.relata")).toContain(
      "import_missing: there is no file `no.relata`",
    );
    world.write("in/m.relata", 'model 1\nimport "../out.relata"');
    expect(await refused(world, "validate --model in/m.relata")).toMatch(/^in\/m\.relata:2:8: error import_escapes: /);
  });
});

test("a file of just the largest size is read", async () => {
  const filler = `${USER}\n// `;
  const world = new World({ "m.relata": filler + "x".repeat(1_048_576 - filler.length) });
  expect((await world.relata("validate")).exitCode).toBe(0);
});

test("a byte order mark says nothing", async () => {
  const world = new World({ "m.relata": `\uFEFF${USER}` });
  expect((await world.relata("validate")).exitCode).toBe(0);
});
