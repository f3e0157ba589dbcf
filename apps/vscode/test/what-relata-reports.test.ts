import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { readReport } from "../src/read-report.ts";
import { runCommand, type Ran } from "../src/run-command.ts";
import { folderWith } from "./folder.ts";

const BINARY = fileURLToPath(new URL("../../cli/dist/main.js", import.meta.url));

// Why the build: an editor runs what is installed, which is the built program.
beforeAll(() => {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`tsc -b\` at the root before this test`);
});

async function relata(cwd: string, stdin: string, ...args: readonly string[]): Promise<Ran> {
  const { signal } = new AbortController();
  return runCommand([process.execPath, BINARY], args, { cwd, stdin, signal });
}

test("a mistake in a text that is not saved has its place in the editor", async () => {
  const cwd = folderWith({ "authz.relata": "model 1\ntype user\n" });
  const text = "model 1\ntype user\ntype größe_x { relation owner: usr }\n".replace("größe_x", "`größe`");
  const path = join(cwd, "authz.relata");
  const { stdout } = await relata(cwd, text, "validate", "--json", "--stdin", "--path", path);
  const report = readReport(stdout);
  expect(report).toMatchObject({ kind: "report", problems: [{ severity: "error", code: "unknown_type" }] });
  const [problem] = report.kind === "report" ? report.problems : [];
  const line = text.split("\n")[problem?.start.line ?? 0] ?? "";
  expect(line.slice(problem?.start.character, problem?.end.character)).toBe("usr");
});

test("a mistake in an imported file is told of that file", async () => {
  const cwd = folderWith({ "authz.relata": "", "billing.relata": "model 1\ntype invoice { relation owner: usr }\n" });
  const text = 'model 1\nimport "./billing.relata"\ntype user\n';
  const { stdout } = await relata(cwd, text, "validate", "--json", "--stdin", "--path", "authz.relata");
  expect(readReport(stdout)).toMatchObject({
    files: ["authz.relata", "billing.relata"],
    problems: [{ path: "billing.relata", code: "unknown_type" }],
  });
});

test("a model without mistakes has a report without problems", async () => {
  const cwd = folderWith({});
  const { stdout } = await relata(cwd, "model 1\ntype user\n", "validate", "--json", "--stdin", "--path", "a.relata");
  expect(readReport(stdout)).toEqual({ kind: "report", files: ["a.relata"], problems: [] });
});

test("a call that goes wrong is a failure in words", async () => {
  const { stdout } = await relata(folderWith({}), "", "validate", "--json", "--stdin");
  expect(readReport(stdout)).toEqual({ kind: "failed", message: "--stdin and --path go together: give both" });
});

test("a text is formatted without touching any file, and one that does not parse is left alone", async () => {
  const cwd = folderWith({});
  const good = await relata(cwd, "model 1\ntype user\ntype a{relation b:user}\n", "fmt", "--stdin");
  expect(good).toMatchObject({ exitCode: 0, stdout: "model 1\n\ntype user\n\ntype a {\n  relation b: user\n}\n" });
  const bad = await relata(cwd, "model 1\ntype {\n", "fmt", "--stdin");
  expect(bad).toMatchObject({ exitCode: 3, stdout: "" });
  expect(bad.stderr).not.toBe("");
});

test.runIf(process.platform !== "win32")(
  "the program can be run by its link in `.bin`, as packages are installed",
  async () => {
    const cwd = folderWith({ "node_modules/.bin/keep": "" });
    const link = join(cwd, "node_modules/.bin/relata");
    symlinkSync(BINARY, link);
    const { signal } = new AbortController();
    const ran = await runCommand(["node", link], ["--version"], { cwd, stdin: "", signal });
    expect(ran.exitCode).toBe(0);
  },
);
