import { join } from "node:path";
import ts from "typescript";

/** What the compiler says of files that stand on no disk. */
export interface Compiled {
  /** Of each file that was asked about, what is said of it, as `line: message`, lines from 1. */
  readonly complaints: readonly string[];
  /** The lines that are complained of, each once. */
  readonly lines: ReadonlySet<number>;
  /** Types that the checker made from generic ones: its work, whatever the machine. */
  readonly instantiations: number;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedDeclarations: true,
  declaration: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  customConditions: ["@relata/source"],
  types: ["node"],
  skipLibCheck: true,
  emitDeclarationOnly: true,
};

const onDisk = ts.createCompilerHost(OPTIONS);
/** What stands on the disk, parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function parsedFile(path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
  if (!parsed.has(path)) parsed.set(path, onDisk.getSourceFile(path, version));
  return parsed.get(path);
}

/** Compiles files by their names, as if they stood in this folder, and answers what is said of one of them. */
export function compileFiles(files: Readonly<Record<string, string>>, asked: string): Compiled {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(import.meta.dirname, name), text]));
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => texts.has(path) || onDisk.fileExists(path),
    readFile: (path) => texts.get(path) ?? onDisk.readFile(path),
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      return text === undefined ? parsedFile(path, version) : ts.createSourceFile(path, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  const source = program.getSourceFile(join(import.meta.dirname, asked));
  const diagnostics = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
    ...program.getDeclarationDiagnostics(source),
  ];
  const said = diagnostics.map(({ start = 0, messageText }) => ({
    line: (files[asked] ?? "").slice(0, start).split("\n").length,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
  return {
    complaints: said.map(({ line, message }) => `${line}: ${message}`),
    lines: new Set(said.map(({ line }) => line)),
    instantiations: program.getInstantiationCount(),
  };
}
