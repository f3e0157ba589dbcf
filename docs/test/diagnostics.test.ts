import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileText, DIAGNOSTICS, KEYWORDS, SENSITIVE_WORDS, WARNINGS } from "@relata/language";
import { describe, expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

const PAGE = "docs/reference/model-language.md";
const text = readFileSync(join(ROOT, PAGE), "utf8");

/** Those whose shortest text is too long, or cannot be shown. */
const UNSHOWN: ReadonlySet<string> = new Set([
  "file_too_large",
  "more_errors",
  "more_warnings",
  "not_text",
  "too_deep",
]);

const entries = [...text.matchAll(/^#### `(\w+)`\n([\s\S]*?)(?=^#{1,4} |(?![\s\S]))/gm)].map(
  ([, code = "", body = ""]) => {
    return { code, body };
  },
);

describe("the reference of diagnostics", () => {
  test("has an entry for every code, each once, and no other entry", () => {
    expect(entries.map(({ code }) => code).toSorted()).toEqual(Object.keys(DIAGNOSTICS).toSorted());
  });

  test.each(entries)("$code has a meaning, an example of its own, and says how to mend it", ({ code, body }) => {
    const kind = Object.hasOwn(WARNINGS, code) ? "warning" : "error";
    const [meaning, mending] = body.split(/^```relata [^]*?^```$/m);
    const marks = body.match(/^```relata .*$/gm) ?? [];
    expect(marks).toEqual(UNSHOWN.has(code) ? [] : [`\`\`\`relata ${kind}=${code}`]);
    expect(body.trim().split("\n\n").length).toBeGreaterThanOrEqual(UNSHOWN.has(code) ? 2 : 3);
    expect(meaning?.trim()).toMatch(/\.$/);
    expect((mending ?? meaning)?.trim()).toMatch(/\.$/);
  });

  test("names every keyword of the language, and every word that makes a name sensitive", () => {
    for (const word of [...KEYWORDS, ...SENSITIVE_WORDS]) expect(text).toContain(`\`${word}\``);
  });
});

describe("blocks that are to give a diagnostic", () => {
  const marked = blocksOf("relata").filter(({ gives }) => gives !== undefined);

  test.each(marked.map((block) => [`${block.document}:${block.line}`, block] as const))("%s", (_, { code, gives }) => {
    const lint = Object.hasOwn(WARNINGS, gives ?? "");
    const codes = compileText(code, "model.relata", { lint }).diagnostics.map((diagnostic) => diagnostic.code);
    expect(new Set(codes)).toEqual(new Set([gives]));
  });

  test("are at most marked as what they are", () => {
    const fences = [...text.matchAll(/^```relata (\w+)=(\w+)$/gm)];
    for (const [, kind, code = ""] of fences)
      expect([code, kind]).toEqual([code, Object.hasOwn(WARNINGS, code) ? "warning" : "error"]);
  });
});
