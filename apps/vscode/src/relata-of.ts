import { dirname } from "node:path";
import { workspace, type TextDocument } from "vscode";
import { findCommand } from "./find-command.ts";
import { runCommand, type Ran } from "./run-command.ts";

/** The relata that a document is checked and formatted by. */
export interface RelataOf {
  /** Runs it in the folder of the workspace, over the text that the editor holds. */
  run(args: readonly string[], signal: AbortSignal): Promise<Ran>;
  readonly cwd: string;
}

/**
 * Undefined where nothing may or can be run: in a workspace that is not trusted, of a file that is on no disk, and where
 * no relata is installed.
 */
export function relataOf(document: TextDocument): RelataOf | undefined {
  if (!workspace.isTrusted || document.uri.scheme !== "file") return undefined;
  const folder = dirname(document.uri.fsPath);
  const cwd = workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? folder;
  const setting = workspace.getConfiguration("relata", document.uri).get<readonly string[]>("command", []);
  const command = findCommand(folder, cwd, setting);
  if (command === undefined) return undefined;
  return { cwd, run: (args, signal) => runCommand(command, args, { cwd, signal, stdin: document.getText() }) };
}
