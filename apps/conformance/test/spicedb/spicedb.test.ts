import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, test } from "vitest";

import { run } from "../../src/program.ts";

const CASES = fileURLToPath(new URL("cases", import.meta.url));
const SHARED =
  process.env["RELATA_CONFORMANCE"] ?? fileURLToPath(new URL("../../../../../shared/conformance", import.meta.url));
const THEIRS = join(SHARED, "spicedb");
const folder = mkdtempSync(join(tmpdir(), "relata-spicedb-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function conformance(...argv: string[]): Promise<{ readonly code: number; readonly told: string }> {
  let told = "";
  const output = { write: (text: string) => (told += text) };
  const code = await run(["spicedb", ...argv], { out: output, err: output });
  return { code, told };
}

/** One of our cases with a part of it changed, on memory alone. */
async function changed(
  name: string,
  from: string,
  to: string,
): Promise<{ readonly code: number; readonly told: string }> {
  const text = readFileSync(join(CASES, name), "utf8");
  expect(text).toContain(from);
  const path = join(folder, name);
  writeFileSync(path, text.replace(from, to));
  return conformance(path, "--store", "memory");
}

describe("SpiceDB's validation files", () => {
  test("of our own pass on every store", { timeout: 120_000 }, async () => {
    const { code, told } = await conformance(CASES, "--golden", join(CASES, "expiration.golden.jsonl"));
    expect(told).toMatch(/^\d+ passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  test.skipIf(!existsSync(THEIRS))(
    `of SpiceDB pass on every store ${existsSync(THEIRS) ? "" : `(there are none in ${THEIRS})`}`,
    { timeout: 300_000 },
    async () => {
      const { code, told } = await conformance(THEIRS, "--golden", join(THEIRS, "golden.jsonl"));
      expect(told).toMatch(/^\d{5} passed, 0 failed\n$/);
      expect(code).toBe(0);
    },
  );
});

describe("what is not as it is expected to be", () => {
  test("is an assertion that fails, shown with its model, its tuples and both answers", async () => {
    const { code, told } = await changed("operators.yaml", "- doc:a#mixed@user:bob", "- doc:a#mixed@user:ann");
    expect(code).toBe(1);
    for (const part of [
      "type doc {",
      "doc:a#reader@user:ann",
      "doc:a#mixed@user:ann",
      "expected allowed",
      "memory: denied",
    ])
      expect(told).toContain(part);
    expect(told).toMatch(/\d+ passed, 3 failed\n$/);
  });

  test.each([
    ["a row that is missing", '    - "[user:bob] is <doc:a#reader>"\n', ""],
    ["a row too many", "doc:a#none: []", 'doc:a#none: ["[user:ann] is <doc:a#reader>"]'],
    ["an exception that is missing", " - {user:ann}", ""],
  ])("is a list with %s", async (_, from, to) => {
    const { code, told } = await changed("operators.yaml", from, to);
    expect(code).toBe(1);
    expect(told).toContain("the subjects of type user");
    expect(told).toMatch(/\d+ passed, 1 failed\n$/);
  });

  test.each([
    ["a check", '{"f":"expiration.yaml","check":{"doc:1#view@user:gone#":2}}', "doc:1#view@user:gone"],
    ["a conditional check", '{"f":"expiration.yaml","check":{"doc:1#view@user:asked#":2}}', "doc:1#view@user:asked"],
    ["a list", '{"f":"expiration.yaml","ls":"doc:1#view","type":"user#","rows":[]}', "the subjects of kind user"],
    [
      "a wildcard",
      '{"f":"expiration.yaml","ls":"doc:2#view","type":"user#","rows":[{"id":"*","p":1,"ex":[["here",1]]}]}',
      "all others allowed",
    ],
  ])("is %s that was answered otherwise", async (_, line, told) => {
    const path = join(folder, "golden.jsonl");
    writeFileSync(path, `${line}\n`);
    const answer = await conformance(join(CASES, "expiration.yaml"), "--golden", path, "--store", "memory");
    expect(answer.code).toBe(1);
    expect(answer.told).toContain(told);
  });

  test("is a file that cannot be converted, with the place", async () => {
    const { code, told } = await changed("operators.yaml", "reader: user |", "reader: usr |");
    expect(code).toBe(1);
    expect(told).toContain("operators.yaml:9:22: error unknown_type");
  });

  test("is a path that is not there: wrong input", async () => {
    expect((await conformance("nowhere.yaml")).code).toBe(3);
  });
});
