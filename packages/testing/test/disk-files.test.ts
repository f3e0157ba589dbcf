import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFailure, parseInstant, type Instant } from "@relata/model";
import { diskFiles, readSuite, runSuite, type SuiteReading } from "@relata/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FACTS, MODEL, testWith } from "./situation.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "relata-testing-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function readFromDisk(path: string): SuiteReading {
  return readSuite(path, { files: diskFiles(folder), now: parseInstant("2026-06-01T00:00:00Z") as Instant });
}

const CHECK = "checks: [{ subject: user:ann, object: doc:1, allow: read }]";

test("a suite on the disk is read with what stands beside it", () => {
  write("auth/authz.relata", MODEL);
  write("auth/facts.txt", FACTS);
  write("auth/a.relata.yaml", testWith(CHECK));
  const { suite, reads } = readFromDisk("auth/a.relata.yaml");
  expect(suite && runSuite(suite).tests.map(({ status }) => status)).toEqual(["passed"]);
  expect(reads).toEqual(["auth/authz.relata", "auth/facts.txt"]);
});

test("a model may be a folder, and its files are what stands in it", () => {
  write("authz/a.relata", "model 1\ntype user");
  write("authz/b.relata", 'model 1\nimport "./more/c.relata"\ntype doc { relation owner: user }');
  write("authz/more/c.relata", "model 1\ntype note");
  write(
    "a.relata.yaml",
    "model: authz\ntests: [{ name: a, checks: [{ subject: user:a, object: doc:1, deny: owner }] }]",
  );
  const { suite, reads } = readFromDisk("a.relata.yaml");
  expect(suite?.model.types.map(({ name }) => name)).toEqual(["doc", "note", "user"]);
  expect(reads).toEqual(["authz", "authz/a.relata", "authz/b.relata", "authz/more/c.relata"]);
});

const problem = (path: string) =>
  readFromDisk(path)
    .problems.map(({ message }) => message)
    .join();

test("what cannot be read is a problem that says why", () => {
  expect(problem("none.relata.yaml")).toBe("`none.relata.yaml` cannot be read: there is no such file");
  write("odd.relata.yaml", new Uint8Array([0xff, 0xfe]));
  expect(problem("odd.relata.yaml")).toBe("`odd.relata.yaml` cannot be read: it is not UTF-8 text");
  write("empty/x.txt", "");
  write("a.relata.yaml", `model: empty\ntests: [{ name: a, ${CHECK} }]`);
  expect(problem("a.relata.yaml")).toBe("the folder `empty` holds no `*.relata` file");
  write("b.relata.yaml", `model: b/nothing.relata\ntests: [{ name: a, ${CHECK} }]`);
  expect(problem("b.relata.yaml")).toBe("`b/nothing.relata` cannot be read: there is no such file");
});

test("an import that leads nowhere is told by the compiler, which knows who imports it", () => {
  write("authz.relata", `${MODEL}\nimport "./more.relata"`);
  write("a.relata.yaml", testWith(CHECK).replace("tuples: facts.txt\n", ""));
  expect(readFromDisk("a.relata.yaml").problems[0]?.message).toMatch(/authz\.relata:22:8: error import_missing/);
});

test("a file that is read and a folder that is none fail with a code", () => {
  const files = diskFiles(folder);
  expect(() => files.read(".")).toThrow(expect.toSatisfy((error: unknown) => isFailure(error, "model_unreadable")));
  expect(() => files.folder("none")).toThrow("there is no such file");
});
