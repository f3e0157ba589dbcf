import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { TEMPLATES } from "../src/init/templates.ts";
import { World } from "./world.ts";

// Each template is held to what its own workflow runs and to what its own page says; one of them through a shell and the
// command line as it is built, as CI runs it.

const BINARY = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));

beforeAll(() => {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`tsc -b\` at the root before this test`);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: { readonly model: { readonly steps: readonly Step[] } };
}

function workflowOf(world: World): Workflow {
  return parse(world.read(".github/workflows/authz.yml")) as Workflow;
}

/** A repository with the template on its main branch, as somebody has cloned it. */
async function projectOf(template: string): Promise<World> {
  const world = new World({});
  expect((await world.relata(`init ${template}`)).exitCode).toBe(0);
  const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: world.folder, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "--quiet", "--message=model");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  return world;
}

/** What a step of the workflow prints and ends with; `npx --no relata` is the built command line. */
function runStep(world: World, { run = "" }: Step) {
  const script = run.replaceAll("npx --no relata", `"${process.execPath}" "${BINARY}"`);
  const temporary = world.path("runner");
  mkdirSync(temporary, { recursive: true });
  const env = { PATH: process.env["PATH"], BASE: "main", RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: "summary.md" };
  return spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd: world.folder,
    encoding: "utf8",
    env,
  });
}

/** The steps that run relata, in order. */
function relataSteps(world: World): readonly Step[] {
  return workflowOf(world).jobs.model.steps.filter(({ run }) => run?.includes("relata") === true);
}

const COMMAND = /^npx --no relata ([^|<>"$\\\n]+)$/;

test.each(TEMPLATES)("each command of the workflow of $name passes, without a warning", async ({ name }) => {
  const world = new World({});
  await world.relata(`init ${name}`);
  const commands = relataSteps(world).flatMap(({ run = "" }) => COMMAND.exec(run)?.[1] ?? []);
  expect(commands).toHaveLength(5);
  const ran = [];
  for (const command of commands) ran.push({ command, ...(await world.relata(command)) });
  expect(ran.map(({ command, exitCode }) => [command, exitCode])).toEqual(commands.map((command) => [command, 0]));
  expect(ran.map(({ stderr }) => stderr).join("")).not.toMatch(/warning|error/);
  expect(ran[2]?.stdout).toContain("coverage 100 %");
});

test("the workflow passes as it is written", async () => {
  const world = await projectOf("invoices");
  const steps = relataSteps(world);
  expect(steps).toHaveLength(6);
  const ran = steps.map((step) => runStep(world, step));
  expect(ran.map(({ status, stdout, stderr }) => (status === 0 ? "" : stdout + stderr))).toEqual(steps.map(() => ""));
  expect(world.read("summary.md")).toContain("The model does not change.");
});

test("the workflow fails on what a change forgot, and its summary tells whose access changes", async () => {
  const world = await projectOf("documents");
  const model = world.read("authz.relata").replace("permission share  = manage", "permission share  =  edit");
  world.write("authz.relata", model);
  world.write("facts.txt", `${world.read("facts.txt")}type_that_main_lacks:1#owner@user:ann\n`);
  const steps = relataSteps(world);
  const forgotten = [1, 3, 4].map((at) => runStep(world, steps[at] ?? {}).status);
  expect(forgotten).toEqual([1, 1, 1]);
  expect(runStep(world, steps[5] ?? {})).toMatchObject({ status: 0 });
  expect(world.read("summary.md")).toMatch(/gains? `?share`?/);
});

test("the workflow does without a comparison on the branch that brings the model", async () => {
  const world = await projectOf("saas");
  execFileSync("git", ["update-ref", "-d", "refs/remotes/origin/main"], { cwd: world.folder });
  expect(runStep(world, relataSteps(world)[5] ?? {}).status).toBe(0);
  expect(existsSync(world.path("summary.md"))).toBe(false);
});

test("the workflow may read and nothing else, and every action is of a major version", async () => {
  const world = await projectOf("documents");
  const { permissions, jobs } = workflowOf(world);
  expect(permissions).toEqual({ contents: "read" });
  const actions = jobs.model.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(actions).toHaveLength(2);
  for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
});

const PROGRAM = /^```typescript\n([\s\S]*?)^```$/m;
const CLAIM = /^(?:await|for await) .*\/\/ (\S+)$/gm;

test("the program of each page compiles against the generated types, and answers what it says", async () => {
  const world = new World({});
  for (const { name } of TEMPLATES) {
    await world.relata(`init ${name} --dir ${name}`);
    await world.relata(`import ${name}/facts.txt --model ${name}/authz.relata --db ${name}/authz.db`);
    const program = PROGRAM.exec(world.read(`${name}/authz.md`))?.[1] ?? "";
    const telling = program.replaceAll(/^(await .*); \/\/ (true|false)$/gm, "console.log($1); // $2");
    world.write(
      `${name}/program.ts`,
      `${telling}\n// @ts-expect-error -- no type has it\nvoid (() => relata.can("user:a", "veiw", "user:b"));\n`,
    );
  }
  mkdirSync(world.path("node_modules"));
  symlinkSync(join(MODULES, "@relata"), world.path("node_modules/@relata"));
  symlinkSync(join(MODULES, "@types"), world.path("node_modules/@types"));
  world.write("package.json", '{ "type": "module" }');
  world.write("tsconfig.json", JSON.stringify(TSCONFIG));
  expect(spawnSync(TSC, [], { cwd: world.folder, encoding: "utf8" })).toMatchObject({ stdout: "", status: 0 });
  for (const { name } of TEMPLATES) {
    const claims = [...(PROGRAM.exec(world.read(`${name}/authz.md`))?.[1] ?? "").matchAll(CLAIM)].map(([, it]) => it);
    expect(claims.length).toBeGreaterThan(0);
    const { stdout } = spawnSync(process.execPath, ["program.js"], { cwd: world.path(name), encoding: "utf8" });
    expect(stdout.trim().split("\n")).toEqual(claims);
  }
});

const TSCONFIG = {
  compilerOptions: {
    target: "ES2023",
    module: "NodeNext",
    strict: true,
    types: ["node"],
    skipLibCheck: true,
    rewriteRelativeImportExtensions: true,
  },
  include: ["*/program.ts"],
};

test("what npm packs of the command line holds the templates", () => {
  const { files } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly files: readonly string[];
  };
  expect(files).toContain("templates");
});
