import { languages, window, workspace, type ExtensionContext, type TextDocument } from "vscode";
import { formatDocument } from "./format-document.ts";
import { LatestRun } from "./latest-run.ts";
import { validateDocument } from "./validate-document.ts";

const LANGUAGE = "relata";

/** How long nothing must have been typed. */
const DELAY_MS = 300;

/** Called by the editor when the first model file is opened: diagnostics as one types, and formatting. */
export function activate({ subscriptions }: ExtensionContext): void {
  const log = window.createOutputChannel("Relata", { log: true });
  const shown = languages.createDiagnosticCollection(LANGUAGE);
  const runs = new LatestRun<string>(DELAY_MS);
  const validate = (document: TextDocument): void => {
    if (document.languageId !== LANGUAGE) return;
    runs.start(document.uri.toString(), (signal) => validateDocument(document, shown, log, signal));
  };
  const validateAll = () => workspace.textDocuments.forEach(validate);
  subscriptions.push(
    log,
    shown,
    runs,
    workspace.onDidOpenTextDocument(validate),
    workspace.onDidChangeTextDocument(({ document }) => validate(document)),
    workspace.onDidSaveTextDocument(validateAllOf(validateAll)),
    workspace.onDidGrantWorkspaceTrust(validateAll),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(LANGUAGE)) validateAll();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      runs.cancel(uri.toString());
      shown.delete(uri);
    }),
    languages.registerDocumentFormattingEditProvider(LANGUAGE, {
      provideDocumentFormattingEdits: async (document, _options, token) => [
        ...(await formatDocument(document, log, token)),
      ],
    }),
  );
  validateAll();
}

/** A file that was saved may be part of the models of the other open ones. */
function validateAllOf(validateAll: () => void): (document: TextDocument) => void {
  return ({ languageId }) => {
    if (languageId === LANGUAGE) validateAll();
  };
}
