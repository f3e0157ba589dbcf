import { mkdirSync, symlinkSync } from "node:fs";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { chooseOn, type Choose } from "../src/init/choose.ts";
import { filesOf, TEMPLATES } from "../src/init/templates.ts";
import { World } from "./world.ts";

const FILES = [
  ".github/workflows/authz.yml",
  "authz.gen.ts",
  "authz.md",
  "authz.relata",
  "authz.relata.yaml",
  "facts.txt",
];

function emptyWorld(): World {
  return new World({});
}

test.each(TEMPLATES)("$name has a model, tests, facts, types, a workflow and a page", (template) => {
  const files = filesOf(template);
  expect(files.map(({ path }) => path)).toEqual(FILES);
  expect(files.filter(({ text }) => text.trim() === "")).toEqual([]);
});

test("init writes the files of the template, and says what comes next", async () => {
  const world = emptyWorld();
  const { exitCode, stdout, stderr } = await world.relata("init documents");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const path of FILES) expect(stdout).toContain(`+ ${path}\n`);
  expect(stdout).toContain("\n  npx relata explain user:dee edit document:roadmap --db authz.db\n");
  expect(stdout).not.toContain("cd ");
  const [documents] = TEMPLATES;
  for (const { path, text } of documents === undefined ? [] : filesOf(documents)) expect(world.read(path)).toBe(text);
});

test.each(TEMPLATES)("the first question of $name is answered with yes", async ({ name, firstQuestion }) => {
  const world = emptyWorld();
  await world.relata(`init ${name}`);
  expect((await world.relata("import facts.txt --db authz.db")).exitCode).toBe(0);
  const { exitCode, stdout } = await world.relata(`explain ${firstQuestion} --db authz.db`);
  expect(stdout).toMatch(/^allowed\n/);
  expect(exitCode).toBe(0);
});

test("init writes to the folder of --dir, which it makes", async () => {
  const world = emptyWorld();
  const { stdout } = await world.relata("init saas --dir app/authz");
  expect(stdout).toContain("\nNext:\n  cd app/authz\n");
  expect(world.read("app/authz/authz.relata")).toContain("type tenant {");
});

test("init writes nothing over what is there, and names all of it", async () => {
  const world = new World({ "facts.txt": "mine", "authz.md": "mine too" });
  const { exitCode, stdout, stderr } = await world.relata("init invoices");
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toContain("these are there already; --force replaces them:\n  authz.md\n  facts.txt\n");
  expect(world.names()).toEqual(["authz.md", "facts.txt"]);
  expect(world.read("facts.txt")).toBe("mine");
});

test("a link that leads nowhere is there too", async () => {
  const world = emptyWorld();
  symlinkSync("nowhere", world.path("authz.relata"));
  expect((await world.relata("init invoices")).stderr).toContain("--force replaces them:\n  authz.relata\n");
});

test("init --force replaces what is there", async () => {
  const world = new World({ "facts.txt": "mine", "other.txt": "mine" });
  expect((await world.relata("init invoices --force")).exitCode).toBe(0);
  expect(world.read("facts.txt")).toContain("invoice:draft");
  expect(world.read("other.txt")).toBe("mine");
});

test("a folder that cannot be made is told, and a folder in the place of a file is no file", async () => {
  const world = new World({ app: "a file" });
  expect((await world.relata("init saas --dir app/authz")).stderr).toContain("cannot be written");
  mkdirSync(world.path("facts.txt"));
  expect((await world.relata("init saas --force")).stderr).toContain("facts.txt cannot be written: it is a folder");
  expect(world.names()).toEqual(["app", "facts.txt"]);
});

test("without a name, and without a terminal, init lists the templates", async () => {
  const { exitCode, stderr } = await emptyWorld().relata("init");
  expect(exitCode).toBe(3);
  for (const { name, about } of TEMPLATES) expect(stderr).toMatch(new RegExp(`\n {2}${name} +${about}`));
});

test("a name that is mistyped is guessed, and any other one answered with the list", async () => {
  expect((await emptyWorld().relata("init organization")).stderr).toContain("did you mean `organisation`?");
  expect((await emptyWorld().relata("init blog")).stderr).toContain(
    "there is no template `blog`; there are:\n  documents",
  );
});

test("init --json says what it wrote", async () => {
  const { stdout } = await emptyWorld().relata("init documents --dir a --json");
  expect(JSON.parse(stdout)).toEqual({ template: "documents", dir: "a", files: FILES });
});

test("on a terminal, init asks", async () => {
  const world = emptyWorld();
  const asked: string[] = [];
  const choose: Choose = async (question, choices) => {
    asked.push(question, ...choices.map(({ value }) => value));
    return "saas";
  };
  expect((await world.relata("init", { choose })).exitCode).toBe(0);
  expect(asked).toEqual(["What is your application most like?", ...TEMPLATES.map(({ name }) => name)]);
  expect(world.read("authz.relata")).toContain("type tenant {");
});

test("where nothing was chosen, nothing is written; and a program is never asked", async () => {
  const world = emptyWorld();
  const { exitCode, stderr } = await world.relata("init", { choose: async () => undefined });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: "error usage: no template was chosen, and nothing was written\n",
  });
  expect(world.names()).toEqual([]);
  expect((await world.relata("init --json", { choose: async () => "saas" })).stderr).toContain("which template?");
});

/** A keyboard and a screen, of which what is shown is kept. */
function terminal(): { readonly input: PassThrough; readonly output: PassThrough; readonly shown: () => string } {
  const output = new PassThrough();
  let text = "";
  output.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { input: new PassThrough(), output, shown: () => text };
}

const CHOICES = [
  { value: "one", hint: "the first" },
  { value: "two", hint: "the second" },
];

test("a person chooses with the arrow keys", async () => {
  const { input, output, shown } = terminal();
  const choosing = chooseOn(input, output)("Which?", CHOICES);
  await expect.poll(shown).toContain("Which?");
  expect(shown()).toContain("the first");
  input.write("\u001B[B");
  input.write("\r");
  expect(await choosing).toBe("two");
});

test("a person who would rather not ends it with ctrl-c", async () => {
  const { input, output, shown } = terminal();
  const choosing = chooseOn(input, output)("Which?", CHOICES);
  await expect.poll(shown).toContain("Which?");
  input.write("\u0003");
  expect(await choosing).toBeUndefined();
});
