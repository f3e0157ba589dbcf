import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from "vscode-textmate";

/** A piece of a line with the scopes that a theme colours it by, without the one of the whole file. */
export interface Scoped {
  readonly line: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

const GRAMMARS: Readonly<Record<string, string>> = {
  "source.relata": "../../syntaxes/relata.tmLanguage.json",
  "markdown.relata.codeblock": "../../syntaxes/markdown-relata.tmLanguage.json",
  "text.html.markdown": "markdown.tmLanguage.json",
};

const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
await loadWASM({ data: wasm });

/** As an editor does it: the same engine, the same expressions. */
export async function tokenize(text: string, scopeName = "source.relata"): Promise<readonly Scoped[]> {
  const grammar = await load(scopeName);
  const tokens: Scoped[] = [];
  let stack = INITIAL;
  for (const [at, line] of text.split("\n").entries()) {
    const result = grammar.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      tokens.push({ line: at + 1, text: line.slice(startIndex, endIndex), scopes: scopes.slice(1) });
    }
    stack = result.ruleStack;
  }
  return tokens;
}

async function load(scopeName: string): Promise<IGrammar> {
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (name) => {
      const path = GRAMMARS[name];
      if (path === undefined) return null;
      return parseRawGrammar(readFileSync(new URL(path, import.meta.url), "utf8"), path);
    },
    getInjections: (name) => (name === "text.html.markdown" ? ["markdown.relata.codeblock"] : undefined),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`no grammar ${scopeName}`);
  return grammar;
}

/** A line for each token that is more than blanks: the text, then its inner two scopes without the language's name. */
export function printTokens(tokens: readonly Scoped[]): string {
  const lines = tokens
    .filter(({ text }) => text.trim() !== "")
    .map(({ line, text, scopes }) => {
      const shown = scopes
        .slice(-2)
        .map((scope) => scope.replace(/\.relata$/, ""))
        .join("  ");
      return `${String(line).padStart(3)}  ${text.trim().padEnd(20)} ${shown}`.trimEnd();
    });
  return `${lines.join("\n")}\n`;
}
