import { existsSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { testDatabase } from "@relata/postgres-server/test-database";

import { run } from "../src/program.ts";

const OWN = fileURLToPath(new URL("tests/own_tests.yaml", import.meta.url));
const STORE = fileURLToPath(new URL("tests/store.fga.yaml", import.meta.url));
const DATA =
  process.env["RELATA_CONFORMANCE"] ?? fileURLToPath(new URL("../../../../shared/conformance", import.meta.url));
const SUITES = join(DATA, "openfga");
const folder = mkdtempSync(join(tmpdir(), "relata-conformance-test-"));

// Why: a database on the server of the whole run, instead of a server for each command.
const { url } = await testDatabase();
beforeAll(() => {
  vi.stubEnv("RELATA_TEST_POSTGRES_URL", url);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function conformance(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await run(argv, {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
  });
  return { exitCode, stdout: out.join(""), stderr: err.join("") };
}

/** The cases of our own with a part of them replaced. */
function changed(from: RegExp, to: string): string {
  const text = readFileSync(OWN, "utf8");
  if (!from.test(text)) throw new Error(`there is no \`${from.source}\``);
  const path = join(folder, "changed_tests.yaml");
  writeFileSync(path, text.replace(from, to));
  return path;
}

describe("cases of our own", () => {
  test("pass on every store", async () => {
    const { exitCode, stdout, stderr } = await conformance("openfga", OWN);
    expect(stdout).toBe("32 passed, 0 failed\n");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("of stores pass on every store", async () => {
    const { exitCode, stdout } = await conformance("stores", STORE);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "5 passed, 0 failed\n" });
  });
});

describe("a case that fails", () => {
  test("is told in full, on each store", async () => {
    const path = changed(/(viewer, user: "user:a" \}, expectation: )true/, "$1false");
    const { exitCode, stdout } = await conformance("openfga", path);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`✗ ${path} › stages_add_tuples_and_replace_the_model › stage 1 › check 1\n`);
    expect(stdout).toContain("  relation viewer: user = this + editor\n");
    expect(stdout).toContain("  doc:1#editor@user:a\n");
    expect(stdout).toContain(
      "-- does user:a have viewer on doc:1?\nexpected false\ngot\n  memory: true\n  sqlite: true\n  postgres: true\n",
    );
    expect(stdout).toMatch(/\n31 passed, 1 failed\n$/);
  });

  test.each([
    ["an error instead of an answer", /errorCode: 2021/, "expectation: []"],
    ["an answer instead of an error", /(now: red \},\s+)expectation: true/, "$1errorCode: 2000"],
    ["another error", /errorCode: 2027/, "errorCode: 2000"],
    ["a list that lacks one", /\["doc:2", "doc:1"\]/, '["doc:2"]'],
    ["a list with one too many", /\["user:b", "user:a"\]/, '["user:b", "user:a", "user:c"]'],
    ["a list without its wildcard", /expectation: \["user:\*"\]/, 'expectation: ["user:a"]'],
    ["a model that is taken", /define a: a/, "define a: [user]"],
  ])("by %s", async (_, from, to) => {
    const { exitCode, stdout } = await conformance("openfga", changed(from, to), "--store", "memory");
    expect(stdout).toMatch(/\n31 passed, 1 failed\n$/);
    expect(exitCode).toBe(1);
  });

  test("by a model that is refused, once for each of its cases", async () => {
    const { stdout } = await conformance(
      "openfga",
      changed(/define viewer: \[user\] or editor/, "define viewer: [usr]"),
      "--store",
      "memory",
    );
    expect(stdout).toContain("unknown_type: unknown type `usr`");
    expect(stdout).toMatch(/, 4 failed\n$/);
  });
});

describe("what is on purpose", () => {
  test("is told with its reason, and counted apart", async () => {
    const path = changed(/x: 1 \}, errorCode: 2000/, "x: 1 }, errorCode: 2002").replace("changed", "changed");
    const { stdout } = await conformance("openfga", path, "--store", "memory");
    // A conditional answer is none, and so is no answer to a question that was too deep.
    expect(stdout).toMatch(/1 failed\n$/);
    const deep = changed(/(now: red \},\s+)expectation: true/, "$1errorCode: 2002");
    const told = await conformance("openfga", deep, "--store", "memory");
    expect(told.stdout).toContain("on purpose: there is no depth at which an answer changes");
    expect(told.stdout).toMatch(/\n1 differ on purpose\n31 passed, 0 failed\n$/);
    expect(told.exitCode).toBe(0);
  });
});

test.each([
  [["openfga", "nowhere.yaml"], "there is no file or folder `nowhere.yaml`"],
  [["openfga", STORE], "is no suite of OpenFGA"],
  [["stores", folder], "there are no files"],
  [["openfga"], "missing required argument"],
])("%j is wrong input", async (argv, message) => {
  const { exitCode, stderr } = await conformance(...argv);
  expect({ exitCode, told: stderr.includes(message) }).toEqual({ exitCode: 3, told: true });
});

describe("the public suites of OpenFGA", () => {
  const isHere = existsSync(SUITES);

  test.skipIf(!isHere)(
    `pass${isHere ? "" : ` (not run: there is no ${SUITES}; RELATA_CONFORMANCE names the folder)`}`,
    async () => {
      const { exitCode, stdout } = await conformance(
        "openfga",
        join(SUITES, "consolidated_1_1_tests.yaml"),
        join(SUITES, "abac_tests.yaml"),
      );
      expect(stdout).toMatch(/\n2 differ on purpose\n812 passed, 0 failed\n$/);
      expect(exitCode).toBe(0);
    },
  );

  test.skipIf(!isHere)(`and its sample stores pass${isHere ? "" : " (not run)"}`, async () => {
    const { exitCode, stdout } = await conformance("stores", join(SUITES, "sample-stores"));
    expect(stdout).toMatch(/^\d+ passed, 0 failed\n$/);
    expect(exitCode).toBe(0);
  });
});
