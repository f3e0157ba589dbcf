/** A place in an editor: line and character count from 0, the latter in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What is wrong or doubtful at a place, as an editor shows it. */
export interface Problem {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly severity: "error" | "warning";
  readonly code: string;
  /** The message, and below it how to mend it. */
  readonly message: string;
}

/** What `relata validate --json` answered. */
export type Report =
  | { readonly kind: "report"; readonly files: readonly string[]; readonly problems: readonly Problem[] }
  /** There was nothing to report on: the file cannot be read, or the call is wrong. */
  | { readonly kind: "failed"; readonly message: string };

/**
 * Reads the report of `relata validate --json`, version 1. What it does not know it passes over, as the report's contract
 * wants it; a later version, or what is no report, is a failure in words.
 */
export function readReport(text: string): Report {
  const report = parse(text);
  if (report === undefined) return failed("the answer of `relata validate` is not JSON");
  if (isRecord(report["error"])) return failed(textOf(report["error"]["message"]) ?? "`relata validate` failed");
  if (report["version"] !== 1) {
    return failed("`relata validate` answered in a form that is not known here: update this extension, or relata");
  }
  return {
    kind: "report",
    files: listOf(report["models"]).flatMap((model) => listOf(model["files"], isText)),
    problems: listOf(report["diagnostics"]).flatMap(readProblem),
  };
}

function failed(message: string): Report {
  return { kind: "failed", message };
}

function readProblem(diagnostic: JsonRecord): readonly Problem[] {
  const { path, severity, code, message, hint } = diagnostic;
  const start = readPosition(diagnostic["start"]);
  const end = readPosition(diagnostic["end"]);
  if (!isText(path) || !isText(message) || start === undefined || end === undefined) return [];
  return [
    {
      path,
      start,
      end,
      severity: severity === "warning" ? "warning" : "error",
      code: textOf(code) ?? "unknown",
      message: isText(hint) ? `${message}\n${hint}` : message,
    },
  ];
}

/** The report counts from 1, editors from 0. */
function readPosition(place: unknown): Position | undefined {
  if (!isRecord(place)) return undefined;
  const { line, column } = place;
  if (typeof line !== "number" || typeof column !== "number") return undefined;
  return { line: Math.max(0, line - 1), character: Math.max(0, column - 1) };
}

type JsonRecord = Readonly<Record<string, unknown>>;

function parse(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function listOf(value: unknown): readonly JsonRecord[];
function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[];
function listOf(value: unknown, is: (item: unknown) => boolean = isRecord): readonly unknown[] {
  return Array.isArray(value) ? value.filter((item: unknown) => is(item)) : [];
}
