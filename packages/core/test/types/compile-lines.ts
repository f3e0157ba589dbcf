import { join } from "node:path";
import ts from "typescript";

/** What the compiler says of a line: what it underlines, and why. */
export interface Complaint {
  readonly line: number;
  readonly underlined: string;
  readonly message: string;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  customConditions: ["@relata/source"],
  types: ["node"],
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Compiles lines that stand in no file, each a statement below the lines of the head, and answers what the compiler says
 * of them, in order. Imports are those of this folder.
 */
export function compileLines(head: string, lines: readonly string[]): readonly Complaint[] {
  const path = join(import.meta.dirname, "in-no-file.ts");
  const text = [head.trim(), ...lines].join("\n");
  const first = head.trim().split("\n").length;
  const onDisk = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (name) => name === path || onDisk.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : onDisk.getSourceFile(name, ...rest),
  };
  const program = ts.createProgram([path], OPTIONS, host);
  const source = program.getSourceFile(path);
  const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return diagnostics.map(({ start = 0, length = 0, messageText }) => ({
    line: text.slice(0, start).split("\n").length - 1 - first,
    underlined: text.slice(start, start + length),
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}
