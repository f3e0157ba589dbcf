import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Contributed {
  readonly path?: string;
  readonly configuration?: string;
  readonly scopeName?: string;
}

interface Manifest {
  readonly main: string;
  readonly type: string;
  readonly files: readonly string[];
  readonly dependencies?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly languages: readonly (Contributed & { readonly id: string; readonly extensions: readonly string[] })[];
    readonly grammars: readonly Contributed[];
    readonly snippets: readonly (Contributed & { readonly language: string })[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;

test("every file that the manifest names is there, and is packed", () => {
  const named = [...contributes.languages, ...contributes.grammars, ...contributes.snippets].flatMap(
    ({ path, configuration }) => [path, configuration].filter((each) => each !== undefined),
  );
  expect(named).toHaveLength(4);
  expect(named.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
  expect(named.filter((path) => !manifest.files.some((packed) => path.startsWith(`./${packed}`)))).toEqual([]);
});

test("the program is built from the source of its name", () => {
  expect(manifest.main).toBe("./dist/extension.js");
  expect(read("src/extension.ts")).toContain("export function activate(");
});

test("each grammar has the scope that the manifest says", () => {
  for (const { path = "", scopeName } of contributes.grammars) {
    expect((JSON.parse(read(path)) as Contributed).scopeName).toBe(scopeName);
  }
});

test("the types are those of the oldest editor that is served, which runs ES modules", () => {
  expect(manifest.engines["vscode"]).toBe(`^${manifest.devDependencies["@types/vscode"]}`);
  expect(manifest.type).toBe("module");
});

test("nothing has to be installed beside it", () => {
  expect(manifest.dependencies).toBeUndefined();
});

test("every setting that is read is declared, with a default", () => {
  const sources = ["relata-of", "validate-document"].map((name) => read(`src/${name}.ts`)).join("");
  const names = [...sources.matchAll(/\.get(?:<[^(]*>)?\("(\w+)", /g)].map(([, name]) => `relata.${name}`);
  expect(names.toSorted()).toEqual(Object.keys(contributes.configuration.properties).toSorted());
  for (const { default: value } of Object.values(contributes.configuration.properties)) expect(value).toBeDefined();
});

test("brackets of the language close, and its comments are those of the language", () => {
  const { comments, brackets } = JSON.parse(read("language-configuration.json")) as {
    readonly comments: unknown;
    readonly brackets: readonly (readonly [string, string])[];
  };
  expect(comments).toEqual({ lineComment: "//" });
  expect(brackets.map((pair) => pair.join(""))).toEqual(["{}", "()", "[]"]);
});
