import { readFileSync } from "node:fs";
import { compile, KEYWORDS } from "@relata/language";
import { expect, test } from "vitest";
import { printTokens, tokenize, type Scoped } from "./tokenize.ts";

const SAMPLE = readFileSync(new URL("sample.relata.txt", import.meta.url), "utf8");

/** Scopes that themes colour as words of the language. */
const WORD = /^(keyword|storage|constant\.language|variable\.language)\b/;

function isWord({ scopes }: Scoped): boolean {
  return WORD.test(scopes.at(-1) ?? "");
}

test("the scopes of the sample are those that were looked at", async () => {
  await expect(printTokens(await tokenize(SAMPLE))).toMatchFileSnapshot("sample.scopes.txt");
});

function emptyModel(): string {
  return "model 1\n";
}

test("the sample is text that the compiler reads", () => {
  const { diagnostics } = compile([{ path: "sample.relata", text: SAMPLE }], { load: emptyModel });
  const syntax = diagnostics.filter(({ code }) => /unexpected|unterminated|invalid|mixed/.test(code));
  expect(syntax).toEqual([]);
});

test.each(KEYWORDS)("the keyword %s is highlighted as a word of the language", async (keyword) => {
  const tokens = (await tokenize(SAMPLE)).filter(({ text }) => text === keyword);
  expect(tokens.some(isWord)).toBe(true);
});

test.each(KEYWORDS)("`%s` in backticks is a name", async (keyword) => {
  const text = `model 1\ntype \`${keyword}\` {\n  relation \`${keyword}\`: \`${keyword}\` with \`${keyword}\` = \`${keyword}\`\n}`;
  const tokens = (await tokenize(text)).filter(({ text }) => text === `\`${keyword}\``);
  expect(tokens).toHaveLength(5);
  expect(tokens.filter(isWord)).toEqual([]);
});

test("nothing in the sample is marked as wrong", async () => {
  const scopes = (await tokenize(SAMPLE)).flatMap(({ scopes }) => scopes);
  expect(scopes.filter((scope) => scope.startsWith("invalid"))).toEqual([]);
});

test("a wrong escape is marked", async () => {
  const tokens = await tokenize('policy p = "a\\qb"');
  expect(tokens.find(({ text }) => text === "\\q")?.scopes.at(-1)).toBe("invalid.illegal.escape.relata");
});

test.each([
  ["a relation without subjects", "type a {\n  relation x:\n  relation y: user\n}"],
  ["a permission without an expression", "type a {\n  permission x =\n  relation y: user\n}"],
  ["a brace that is missing", "type a {\n  permission x = z\ntype y\n"],
  ["a string that does not end", 'policy a = resource.x == "open\npolicy y = true'],
  ["a policy without a body", "policy a(tuple x: string\npolicy y = true"],
])("after %s, the next declaration is read as one", async (_, text) => {
  const name = (await tokenize(text)).find(({ text }) => text === "y");
  expect(name?.scopes.at(-1)).toMatch(/^entity\.name\./);
});

test("a comment hides what stands in it, a string too", async () => {
  const tokens = await tokenize('policy a = "type // b" // policy "c');
  expect(tokens.filter(isWord).map(({ text }) => text)).toEqual(["policy", "="]);
  expect(tokens.at(-1)?.scopes.at(-1)).toBe("comment.line.double-slash.relata");
});

test("a fence of a Markdown file is highlighted as the model that it holds", async () => {
  const text = "# Title\n```relata error=unknown_type\ntype user\n```\ntype user\n~~~ts\ntype user\n~~~\n";
  const types = (await tokenize(text, "text.html.markdown")).filter(({ text }) => text === "type");
  expect(types.map(({ line }) => line)).toEqual([3]);
  expect(types[0]?.scopes).toContain("meta.embedded.block.relata");
  expect(types[0]?.scopes.at(-1)).toBe("storage.type.type.relata");
});
