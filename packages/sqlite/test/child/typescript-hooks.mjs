import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What was transpiled before, by its text: to transpile all sources takes a process some seconds. */
const cache = join(tmpdir(), "relata-transpiled");

/** Takes the types out of a `.ts` module; any other is Node's own to load. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const text = await readFile(fileURLToPath(url), "utf8");
  return { format: "module", shortCircuit: true, source: await withoutTypes(text) };
}

async function withoutTypes(text) {
  const path = join(cache, `${createHash("sha256").update(text).digest("hex")}.mjs`);
  try {
    return await readFile(path, "utf8");
  } catch {
    const { default: ts } = await import("typescript");
    const compilerOptions = {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    // Whole or not at all: other processes read it, too.
    await mkdir(cache, { recursive: true });
    const half = `${path}.${randomUUID()}`;
    await writeFile(half, outputText);
    await rename(half, path);
    return outputText;
  }
}
