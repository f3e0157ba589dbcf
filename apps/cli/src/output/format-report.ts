import { formatDiagnostic } from "@relata/language";
import type { FormattedFile } from "../format-model-file.ts";
import type { Session } from "../surroundings.ts";
import { counted } from "./model-summary.ts";
import { paintDiagnostic } from "./paint-diagnostic.ts";
import { paintFor } from "./paint.ts";

export interface HowFormatted {
  readonly isCheck: boolean;
  readonly isStdin: boolean;
}

/**
 * Tells a person of a run: the paths that changed, or would, on standard output, and all else on standard error. Of
 * standard input, its text instead.
 */
export function sayFormatted(
  session: Session,
  files: readonly FormattedFile[],
  { isCheck, isStdin }: HowFormatted,
): void {
  for (const file of files) {
    sayProblems(session, file);
    if (isStdin && !isCheck && "text" in file) session.stdout.write(file.text);
    else if (file.status === "formatted") session.stdout.write(`${file.path}\n`);
  }
  // Why not always: what is fine needs no words in a script.
  const isFine = files.every(({ status }) => status === "unchanged" || (status === "formatted" && !isCheck));
  if (!isStdin && (!isFine || session.stderr.isTTY === true)) session.stderr.write(`${summary(files, isCheck)}\n`);
}

function sayProblems(session: Session, file: FormattedFile): void {
  const { stderr } = session;
  const paint = paintFor(stderr, session);
  switch (file.status) {
    case "unreadable":
      stderr.write(`${paint.red("error")} model_unreadable: ${file.message}\n`);
      return;
    case "failed":
      for (const diagnostic of file.diagnostics) {
        const rendered = formatDiagnostic(diagnostic, file.source);
        stderr.write(`${paintDiagnostic(rendered, diagnostic.severity, paint)}\n\n`);
      }
      return;
    case "formatted":
    case "unchanged":
      for (const { policy, line, reason } of file.kept) {
        stderr.write(`${file.path}:${line}: ${paint.yellow("note")}: policy \`${policy}\` keeps its form: ${reason}\n`);
      }
  }
}

/** "2 of 3 files formatted, 1 left alone". */
function summary(files: readonly FormattedFile[], isCheck: boolean): string {
  const changed = files.filter(({ status }) => status === "formatted").length;
  const failed = files.filter(({ status }) => status === "failed" || status === "unreadable").length;
  const of = counted(files.length, "file", "files");
  const done = isCheck ? "would change" : "formatted";
  const hint = isCheck && changed > 0 ? "; run `relata fmt` without --check" : "";
  return `${changed} of ${of} ${done}${failed === 0 ? "" : `, ${failed} left alone`}${hint}`;
}

/** For machines: each file with what became of it, and its text where nothing was written. */
export function formatReport(files: readonly FormattedFile[]): unknown {
  return {
    files: files.map((file) => {
      const { path, status } = file;
      switch (file.status) {
        case "unreadable":
          return { path, status, message: file.message };
        case "failed":
          return { path, status, diagnostics: file.diagnostics };
        case "formatted":
        case "unchanged":
          return { path, status, text: file.text, kept: file.kept };
      }
    }),
  };
}
