import { resolve } from "node:path";
import {
  Diagnostic,
  DiagnosticSeverity,
  Range,
  Uri,
  workspace,
  type DiagnosticCollection,
  type LogOutputChannel,
  type TextDocument,
} from "vscode";
import { readReport, type Problem } from "./read-report.ts";
import { relataOf } from "./relata-of.ts";

/**
 * Shows what `relata validate` says of the document as it stands in the editor, in all files of its model. Where there is
 * no answer, what was shown before is taken away: it is no longer known to be so.
 */
export async function validateDocument(
  document: TextDocument,
  shown: DiagnosticCollection,
  log: LogOutputChannel,
  signal: AbortSignal,
): Promise<void> {
  const relata = relataOf(document);
  const isWanted = workspace.getConfiguration("relata", document.uri).get("validate", true);
  if (relata === undefined || !isWanted) return shown.delete(document.uri);
  try {
    const args = ["validate", "--json", "--stdin", "--path", document.uri.fsPath];
    const { stdout, stderr } = await relata.run(args, signal);
    if (signal.aborted) return;
    const report = readReport(stdout);
    if (report.kind === "failed") throw new Error(stderr.trim() === "" ? report.message : stderr.trim());
    show(shown, document, relata.cwd, report.files, report.problems);
  } catch (error) {
    if (signal.aborted) return;
    shown.delete(document.uri);
    log.error(`${document.uri.fsPath}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Every file of the model gets its own list, an empty one where all is well. */
function show(
  shown: DiagnosticCollection,
  document: TextDocument,
  cwd: string,
  files: readonly string[],
  problems: readonly Problem[],
): void {
  const byPath = new Map<string, Problem[]>([[document.uri.fsPath, []]]);
  for (const file of files) byPath.set(resolve(cwd, file), []);
  for (const problem of problems) {
    const path = resolve(cwd, problem.path);
    byPath.set(path, [...(byPath.get(path) ?? []), problem]);
  }
  for (const [path, list] of byPath) shown.set(Uri.file(path), list.map(toDiagnostic));
}

function toDiagnostic({ start, end, severity, code, message }: Problem): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const level = severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(range, message, level);
  diagnostic.source = "relata";
  diagnostic.code = code;
  return diagnostic;
}
