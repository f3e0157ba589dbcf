import { expect, test } from "vitest";
import { World } from "./world.ts";

interface Report {
  readonly valid: boolean;
  readonly models: readonly { readonly path: string; readonly files: readonly string[] }[];
  readonly diagnostics: readonly { readonly path: string; readonly code: string }[];
}

async function edited(world: World, line: string, stdin: string): Promise<Report> {
  const { stdout } = await world.relata(`validate --json --stdin ${line}`, { stdin });
  return JSON.parse(stdout) as Report;
}

const found = ({ diagnostics }: Report) => diagnostics.map(({ path, code }) => `${path} ${code}`);

test("the text of standard input stands for the file on the disk", async () => {
  const world = new World({ "doc.relata": "model 1\ntype user" });
  const report = await edited(world, "--path doc.relata", "model 1\ntype doc { relation owner: usr }");
  expect(found(report)).toEqual(["doc.relata unknown_type"]);
  expect(report.models).toMatchObject([{ path: "doc.relata", files: ["doc.relata"] }]);
});

test("a file that is nowhere yet is read too, with its imports from the disk", async () => {
  const world = new World({ "sub/user.relata": "model 1\ntype user" });
  const report = await edited(
    world,
    "--path new.relata",
    'model 1\nimport "./sub/user.relata"\ntype a { relation r: user }',
  );
  expect(found(report)).toEqual([]);
  expect(report.models).toMatchObject([{ path: "new.relata", files: ["new.relata", "sub/user.relata"] }]);
  expect(found(await edited(world, "--path no/where.relata", "model 1\ntype a { relation r: b }"))).toEqual([
    "no/where.relata unknown_type",
  ]);
});

test("a file of a model is read with its neighbours", async () => {
  const files = { "authz/a.relata": "model 1\ntype user", "authz/b.relata": "model 1\ntype doc" };
  const text = "model 1\ntype doc { relation owner: user }";
  const report = await edited(new World(files), "--path authz/b.relata", text);
  expect({ found: found(report), valid: report.valid }).toEqual({ found: [], valid: true });
  expect(report.models).toMatchObject([{ path: "authz", files: ["authz/a.relata", "authz/b.relata"] }]);
  const elsewhere = new World({ "m/a.relata": files["authz/a.relata"], "m/b.relata": files["authz/b.relata"] });
  expect(found(await edited(elsewhere, "--model m --path m/b.relata", text))).toEqual([]);
  expect(found(await edited(elsewhere, "--path m/b.relata", text))).toEqual(["m/b.relata unknown_type"]);
});

test("a file that is imported is read as a part of what imports it", async () => {
  const world = new World({
    "authz.relata": 'model 1\nimport "./parts/doc.relata"\ntype user',
    "parts/doc.relata": "model 1\ntype doc",
  });
  const report = await edited(world, "--path parts/doc.relata", "model 1\ntype doc { relation owner: user | usr }");
  expect(found(report)).toEqual(["parts/doc.relata unknown_type"]);
  expect(report.models[0]?.path).toBe("authz.relata");
});

test("a file beside the model is a model of its own, though the model has errors", async () => {
  const world = new World({ "authz.relata": "nonsense" });
  expect(found(await edited(world, "--model authz.relata --path other.relata", "model 1\ntype user"))).toEqual([]);
});

test("what is no text is refused, as is one option of the two, or a path too many", async () => {
  const world = new World();
  const bytes = await world.relata("validate --stdin --path a.relata", { stdin: "model 1\0" });
  expect(bytes).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("not the text of `a.relata`: it holds a NUL"),
  });
  for (const line of ["--stdin", "--path a.relata", "--stdin --path a.relata b.relata", "--model a.relata b.relata"]) {
    expect(await world.relata(`validate ${line}`)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/^error usage: /),
    });
  }
});
