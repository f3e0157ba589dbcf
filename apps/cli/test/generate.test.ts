import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileText } from "@relata/language";
import { expect, test } from "vitest";
import { MODEL, World } from "./world.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SUMMARY = "5 types, 9 relations, 4 permissions, 3 policies";

test("generate writes the module of the model, and says what is in it", async () => {
  const world = new World();
  expect(await world.relata("generate")).toEqual({ exitCode: 0, stdout: `authz.gen.ts: ${SUMMARY}\n`, stderr: "" });
  const { model } = (await import(pathToFileURL(world.path("authz.gen.ts")).href)) as { model: unknown };
  expect(model).toEqual(compileText(MODEL).model);
});

test("generate says nothing of where, when and by which version it was run", async () => {
  const here = new World();
  const there = new World({ "deep/er/policy.relata": MODEL });
  await here.relata("generate");
  await there.relata("generate --model deep/er/policy.relata --out deep/out.ts");
  expect(there.read("deep/out.ts")).toBe(here.read("authz.gen.ts"));
});

test("generate leaves a module alone that is up to date", async () => {
  const world = new World();
  await world.relata("generate --out a.ts");
  expect(await world.relata("generate --out a.ts")).toEqual({
    exitCode: 0,
    stdout: "a.ts is up to date\n",
    stderr: "",
  });
});

test("generate --check ends with 0 where the module is that of the model, also after a checkout with other line ends", async () => {
  const world = new World();
  await world.relata("generate");
  expect(await world.relata("generate --check")).toEqual({
    exitCode: 0,
    stdout: "authz.gen.ts is up to date\n",
    stderr: "",
  });
  world.write("authz.gen.ts", world.read("authz.gen.ts").replaceAll("\n", "\r\n"));
  expect((await world.relata("generate --check")).exitCode).toBe(0);
});

test("generate --check ends with 1 where the model has changed, names the command that mends it, and writes nothing", async () => {
  const world = new World({ "my model.relata": MODEL });
  await world.run(["generate", "--model", "my model.relata", "--out", "gen.ts"]);
  const before = world.read("gen.ts");
  world.write("my model.relata", MODEL.replaceAll("banned", "barred"));
  expect(await world.run(["generate", "--model", "my model.relata", "--out", "gen.ts", "--check"])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr:
      "gen.ts is stale: it is not what the model says now; run `relata generate --model 'my model.relata' --out gen.ts`\n",
  });
  expect(world.read("gen.ts")).toBe(before);
});

test("generate --check ends with 1 where there is no module", async () => {
  const world = new World();
  expect(await world.relata("generate --check")).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "authz.gen.ts is not there; run `relata generate`\n",
  });
  expect(world.names()).toEqual(["authz.relata", "facts.txt"]);
});

test("generate --json says what was done", async () => {
  const world = new World();
  const said = async (line: string) => JSON.parse((await world.relata(line)).stdout) as unknown;
  expect(await said("generate --check --json")).toEqual({ out: "authz.gen.ts", upToDate: false, written: false });
  expect(await said("generate --json")).toEqual({ out: "authz.gen.ts", upToDate: false, written: true });
  expect(await said("generate --json")).toEqual({ out: "authz.gen.ts", upToDate: true, written: false });
});

test("generate --stdout prints what would be written, and writes nothing", async () => {
  const world = new World();
  const { exitCode, stdout } = await world.relata("generate --stdout");
  expect({ exitCode, names: world.names() }).toEqual({ exitCode: 0, names: ["authz.relata", "facts.txt"] });
  await world.relata("generate");
  expect(world.read("authz.gen.ts")).toBe(stdout);
});

test.each(["--check", "--out a.ts", "--json"])("generate --stdout goes with no %s", async (option) => {
  const { exitCode, stderr, stdout } = await new World().relata(`generate --stdout ${option}`);
  expect(exitCode).toBe(3);
  expect(stderr + stdout).toContain("leave out --out, --check and --json");
});

test("generate of a model with errors shows them, ends with 3, and leaves the module as it was", async () => {
  const world = new World({ "bad.relata": "model 1\ntype doc { relation owner: usr }", "authz.gen.ts": "// mine" });
  const { exitCode, stderr } = await world.relata("generate");
  expect(exitCode).toBe(3);
  expect(stderr).toContain("unknown type `usr`");
  expect(world.read("authz.gen.ts")).toBe("// mine");
});

test("generate --check of what is no file ends with 3, and not with the 1 of a stale one", async () => {
  const world = new World({ "authz.relata": MODEL, "out/keep": "" });
  expect((await world.relata("generate --check --out out")).exitCode).toBe(3);
});

test.each(["examples/invoices/src", "examples/github-org/src", "packages/core/test/types"])(
  "the module in %s is up to date",
  async (folder) => {
    const beside = folder.endsWith("src") ? ".." : ".";
    const options = [
      "--model",
      join(ROOT, folder, beside, "authz.relata"),
      "--out",
      join(ROOT, folder, "authz.gen.ts"),
    ];
    expect(await new World().run(["generate", "--check", ...options])).toMatchObject({ exitCode: 0, stderr: "" });
  },
);
