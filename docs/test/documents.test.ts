import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateModule } from "@relata/generate";
import { compileText } from "@relata/language";
import { instantFromMs } from "@relata/model";
import { diskFiles, readSuite, runSuite } from "@relata/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, ROOT, type Block } from "./blocks.ts";

/** Where TypeScript of documents is written, so that it finds this package's dependencies. */
const RUN = join(import.meta.dirname, ".run");
const CLI = join(ROOT, "apps/cli/dist/main.js");

let work = "";

beforeAll(async () => {
  mkdirSync(RUN, { recursive: true });
  work = await mkdtemp(join(tmpdir(), "relata-docs-"));
});

afterAll(async () => {
  rmSync(RUN, { recursive: true });
  await rm(work, { recursive: true });
});

const named = (block: Block) => [`${block.document}:${block.line}`, block] as const;

describe("model blocks", () => {
  const sound = blocksOf("relata").filter(({ gives }) => gives === undefined);

  test.each(sound.map(named))("%s compiles", (_, { code }) => {
    expect(compileText(code).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("suite blocks", () => {
  const suites = blocksOf("yaml").filter(({ code }) => code.startsWith("model:"));

  test.each(suites.map(named))("%s pass", (_, { document, code }) => {
    const disk = diskFiles(ROOT);
    const path = `${document}.relata.yaml`;
    const files = { ...disk, read: (read: string) => (read === path ? code : disk.read(read)) };
    const { suite, problems } = readSuite(path, { files, now: instantFromMs(Date.UTC(2026, 5, 1)) });
    expect(problems).toEqual([]);
    const tests = suite === undefined ? [] : runSuite(suite).tests;
    expect(tests.flatMap(({ answers }) => answers).filter(({ status }) => status !== "passed")).toEqual([]);
  });
});

describe("TypeScript blocks", () => {
  test.each(blocksOf("ts").map(named))("%s runs, and says what it claims", async (name, { document, code }) => {
    const model = blocksOf("relata").find((block) => block.document === document);
    if (model !== undefined) writeFileSync(join(work, "authz.relata"), model.code);
    const stem = name.replaceAll(/\W/g, "-");
    const file = join(RUN, `${stem}.ts`);
    // The module that `relata generate` writes for the model of the document.
    if (model !== undefined) writeFileSync(join(RUN, `${stem}.gen.ts`), moduleOf(model));
    writeFileSync(file, withClaims(code).replaceAll("./authz.gen.ts", `./${stem}.gen.ts`));
    const before = process.cwd();
    process.chdir(work);
    try {
      const { claims } = (await import(file)) as { claims: readonly (readonly [unknown, unknown])[] };
      expect(claims.map(([actual]) => actual)).toEqual(claims.map(([, claimed]) => claimed));
    } finally {
      process.chdir(before);
      for (const made of await readdir(work)) await rm(join(work, made), { recursive: true });
    }
  });
});

function moduleOf({ code }: Block): string {
  const { model } = compileText(code);
  return model === undefined ? "" : generateModule(model);
}

/** `await x; // true`, and `console.log(x); // 3` become claims that the test compares. */
function withClaims(code: string): string {
  const claimed = code.replaceAll(/^(await .*); \/\/ (true|false)\b.*$/gm, "claims.push([$1, $2]);");
  const shown = claimed.replaceAll(/^console\.log\((.*)\); \/\/ (true|false|\d+)\b.*$/gm, "claims.push([$1, $2]);");
  const quiet = shown.replaceAll("console.log(", "void (");
  return `export const claims: (readonly [unknown, unknown])[] = [];\n${quiet}`;
}

describe("commands", () => {
  const command = /^npm run -s relata -- (.*)$/gm;
  const blocks = blocksOf("sh").filter(({ code }) => code.search(command) !== -1);

  test.each(blocks.map(named))("%s runs", (_, { code }) => {
    expect(existsSync(CLI), "build first: pnpm build").toBe(true);
    for (const [, line = ""] of code.matchAll(command)) {
      const words = wordsOf(line).map((word) => (word === "authz.db" ? join(work, "authz.db") : word));
      expect([line, exitCode(words)]).toEqual([line, expect.toSatisfy((code: number) => code <= 2)]);
    }
  });
});

/** The words of a line as a shell would cut them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** 0 allowed, 1 denied, 2 conditional: all of them are answers. */
function exitCode(words: readonly string[]): number {
  try {
    execFileSync(process.execPath, [CLI, ...words], { cwd: ROOT, stdio: "pipe" });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
}
