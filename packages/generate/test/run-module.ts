import { runInThisContext } from "node:vm";
import type { Model } from "@relata/model";
import ts from "typescript";

/** The model that a module exports when it runs. It imports types alone, so there is nothing to resolve. */
export function runModule(text: string): Model {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  if (/require\(|import\(/.test(outputText)) throw new Error("the module needs something at run time");
  const exported: { model?: Model } = {};
  (runInThisContext(`(exports) => {${outputText}}`) as (exports: object) => void)(exported);
  if (exported.model === undefined) throw new Error("the module exports no model");
  return exported.model;
}
