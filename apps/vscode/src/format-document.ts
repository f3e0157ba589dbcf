import { Range, TextEdit, type CancellationToken, type LogOutputChannel, type TextDocument } from "vscode";
import { relataOf } from "./relata-of.ts";

/**
 * The edits that lay the document out as `relata fmt` does. None where it does not parse: its diagnostics say why, and a
 * text that is not understood is left alone.
 */
export async function formatDocument(
  document: TextDocument,
  log: LogOutputChannel,
  token: CancellationToken,
): Promise<readonly TextEdit[]> {
  const relata = relataOf(document);
  if (relata === undefined) return [];
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  try {
    const { exitCode, stdout, stderr } = await relata.run(["fmt", "--stdin"], controller.signal);
    if (exitCode !== 0) log.info(`${document.uri.fsPath} is not formatted: ${stderr.trim()}`);
    return exitCode === 0 ? wholeText(document, stdout) : [];
  } catch (error) {
    if (!controller.signal.aborted) log.error(`${document.uri.fsPath}: ${String(error)}`);
    return [];
  } finally {
    listening.dispose();
  }
}

function wholeText(document: TextDocument, text: string): readonly TextEdit[] {
  if (document.getText() === text) return [];
  const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  return [TextEdit.replace(whole, text)];
}
