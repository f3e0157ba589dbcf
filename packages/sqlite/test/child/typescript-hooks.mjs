import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Why: the compiler takes seconds for all the sources, and tests start one process after another. */
const kept = fileURLToPath(new URL("../../node_modules/.cache/relata-tests/", import.meta.url));

/** Takes the types out of a `.ts` module; any other is Node's own to load. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const text = await readFile(fileURLToPath(url), "utf8");
  return { format: "module", shortCircuit: true, source: await withoutTypes(text) };
}

async function withoutTypes(text) {
  const file = join(kept, `${createHash("sha256").update(text).digest("hex")}.js`);
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before !== undefined) return before;
  const source = await compile(text);
  await mkdir(kept, { recursive: true });
  // Whole or not at all, as another process may be about to read it.
  await writeFile(`${file}.${process.pid}`, source);
  await rename(`${file}.${process.pid}`, file);
  return source;
}

async function compile(text) {
  const { default: ts } = await import("typescript");
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
