import { expect, test } from "vitest";
import { readReport } from "../src/read-report.ts";

const DIAGNOSTIC = {
  path: "billing.relata",
  severity: "error",
  code: "unknown_type",
  message: "unknown type `usr`",
  hint: "did you mean `user`?",
  start: { offset: 31, line: 2, column: 24 },
  end: { offset: 34, line: 2, column: 27 },
};

const REPORT = {
  version: 1,
  valid: false,
  errors: 1,
  warnings: 0,
  models: [
    { path: "authz.relata", valid: false, files: ["authz.relata", "billing.relata"] },
    { path: "other", valid: true, files: ["other/a.relata"] },
  ],
  diagnostics: [DIAGNOSTIC],
};

function problemsOf(...diagnostics: readonly unknown[]) {
  const report = readReport(JSON.stringify({ ...REPORT, diagnostics }));
  return report.kind === "report" ? report.problems : report.message;
}

test("lines and columns of the report become those of an editor, which counts from 0", () => {
  expect(problemsOf(DIAGNOSTIC)).toEqual([
    {
      path: "billing.relata",
      start: { line: 1, character: 23 },
      end: { line: 1, character: 26 },
      severity: "error",
      code: "unknown_type",
      message: "unknown type `usr`\ndid you mean `user`?",
    },
  ]);
});

test("all files of all models are told, so that those without problems can be cleared", () => {
  expect(readReport(JSON.stringify(REPORT))).toMatchObject({
    kind: "report",
    files: ["authz.relata", "billing.relata", "other/a.relata"],
  });
});

test("a diagnostic without a hint is its message alone", () => {
  const { hint: _, ...without } = DIAGNOSTIC;
  expect(problemsOf(without)).toMatchObject([{ message: "unknown type `usr`" }]);
});

test("a warning is one, and what else there may be is an error", () => {
  const severities = ["warning", "error", "fatal"].map((severity) => ({ ...DIAGNOSTIC, severity }));
  expect(problemsOf(...severities)).toMatchObject([
    { severity: "warning" },
    { severity: "error" },
    { severity: "error" },
  ]);
});

test("a diagnostic that lacks its place or its message is passed over", () => {
  const { start: _, ...placeless } = DIAGNOSTIC;
  const broken = [placeless, { ...DIAGNOSTIC, end: { line: "2" } }, { ...DIAGNOSTIC, message: 7 }, null, "text", []];
  expect(problemsOf(...broken, DIAGNOSTIC)).toHaveLength(1);
});

test("a failure is told in its own words", () => {
  const error = { code: "model_unreadable", message: "`x` is not text" };
  expect(readReport(JSON.stringify({ error }))).toEqual({ kind: "failed", message: "`x` is not text" });
});

test.each([
  ["nothing", "", "is not JSON"],
  ["text", "error: no such command", "is not JSON"],
  ["a list", "[]", "is not JSON"],
  ["a later version", JSON.stringify({ ...REPORT, version: 2 }), "update this extension, or relata"],
  ["no version", JSON.stringify({ valid: true }), "update this extension, or relata"],
])("%s is a failure", (_, text, message) => {
  const report = readReport(text);
  expect(report.kind === "failed" ? report.message : "").toContain(message);
});
