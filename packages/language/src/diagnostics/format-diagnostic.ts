import type { Diagnostic } from "./diagnostic.ts";

/** Characters of a source line that are shown; longer lines are clipped around the caret. */
const WIDTH = 100;

/** A diagnostic, or what others have to say in the same form, under codes of their own. */
type Printable = Omit<Diagnostic, "code"> & { readonly code: string };

/**
 * A diagnostic as plain text: where and what, the source line, carets under the span, and the hint. `text` is the text
 * of the file that the span names. A span over several lines is underlined to the end of its first.
 *
 * ```text
 * authz.relata:7:21: error unknown_relation: type `folder` has no relation or permission `vewer`
 *   permission view = vewer
 *                     ^^^^^
 * hint: did you mean `viewer`?
 * ```
 */
export function formatDiagnostic(diagnostic: Printable, text: string): string {
  const { code, severity, message, hint, span } = diagnostic;
  const { line, caret } = excerpt(text, span.start, span.end);
  const lines = [
    `${span.path}:${span.line}:${span.column}: ${severity} ${code}: ${oneLine(message)}`,
    `  ${line}`,
    `  ${caret}`,
    `hint: ${oneLine(hint)}`,
  ];
  return lines.map((each) => each.trimEnd()).join("\n");
}

/** The line around the span, and carets below it. Both count code points, each of which is one column wide. */
function excerpt(text: string, start: number, end: number): { line: string; caret: string } {
  const from = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", start);
  const to = newline === -1 ? text.length : newline;
  // Why: of a line of a million characters, only what can be shown is looked at.
  const before = printable(text.slice(Math.max(from, start - WIDTH), start));
  const marked = printable(text.slice(start, Math.min(end, to, start + WIDTH)));
  const after = printable(text.slice(Math.min(end, to), Math.min(to, end + WIDTH)));

  const room = WIDTH - Math.min(marked.length, WIDTH / 2);
  const left = clipStart(before, from < start - WIDTH, Math.max(room - after.length, Math.floor(room / 2)));
  const shown = [...left, ...marked, ...after];
  const line = shown.length > WIDTH ? [...shown.slice(0, WIDTH - 1), "…"] : shown;
  const width = Math.max(1, Math.min(marked.length, WIDTH - left.length));
  return { line: line.join(""), caret: " ".repeat(left.length) + "^".repeat(width) };
}

function clipStart(characters: readonly string[], already: boolean, room: number): readonly string[] {
  if (!already && characters.length <= room) return characters;
  return ["…", ...characters.slice(-Math.max(1, room - 1))];
}

/** Why: messages quote names, and a name in JSON may hold a line break. */
function oneLine(text: string): string {
  return printable(text).join("");
}

/** Why: a tab would move the caret, and control or bidirectional characters could forge what a terminal shows. */
function printable(text: string): readonly string[] {
  return Array.from(
    text
      .replaceAll("\r", "")
      .replaceAll("\t", " ")
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{FFFD}"),
  );
}
