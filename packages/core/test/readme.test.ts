import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test("the program of the README runs, and answers as its comments say", async () => {
  const [, program = ""] = /```ts\n(.*?)```/s.exec(readFileSync(at("../README.md"), "utf8")) ?? [];
  const asking = /^(await relata\.(?:can|check|listObjects)\(.*\)); \/\/ (.*)$/gm;
  const comments = [...program.matchAll(asking)].map(([, , comment]) => comment);
  expect(comments).toEqual([
    "true; conditional would be false",
    '{ outcome: "denied" }',
    '[{ reference: "folder:plans", … }]',
  ]);
  // Why a file: what a program imports is found from where it lies.
  const path = at("../.vitest/readme.ts");
  mkdirSync(at("../.vitest"), { recursive: true });
  writeFileSync(path, `export const answers = [];\n${program.replaceAll(asking, "answers.push($1);")}`);
  const { answers } = (await import(/* @vite-ignore */ path)) as { answers: readonly unknown[] };
  expect(answers).toEqual([true, { outcome: "denied" }, [{ reference: "folder:plans", outcome: "allowed" }]]);
});
