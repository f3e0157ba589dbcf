import { TextReport } from "./text-report.ts";
import { countTests, testsOf, type SuiteReport } from "./suite-report.ts";
import type { TestRun } from "../run/suite-run.ts";
import { formatPlace } from "../yaml/problem.ts";

/**
 * A report as JUnit writes it, which CI services read: a suite for each file, a case for each test. What did not pass is
 * told in full in one `failure`, or in one `error` where a question got no answer; a file that could not be read is an
 * error of a case that is named for it.
 */
export function junitReport(reports: readonly SuiteReport[]): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="relata" ${figures(reports)}>`];
  for (const report of reports) {
    lines.push(`  <testsuite name="${attribute(report.path)}" ${figures([report])}>`);
    if ("problems" in report) lines.push(...wrongFile(report));
    for (const test of testsOf(report)) lines.push(...testCase(report.path, test));
    lines.push("  </testsuite>");
  }
  return [...lines, "</testsuites>", ""].join("\n");
}

function figures(reports: readonly SuiteReport[]): string {
  const { passed, failed, errors, wrongFiles } = countTests(reports);
  const ms = reports.flatMap(testsOf).reduce((sum, { durationMs }) => sum + durationMs, 0);
  const tests = passed + failed + errors + wrongFiles;
  return `tests="${tests}" failures="${failed}" errors="${errors + wrongFiles}" time="${seconds(ms)}"`;
}

function testCase(path: string, test: TestRun): readonly string[] {
  const { name, status, durationMs } = test;
  const head = `    <testcase classname="${attribute(path)}" name="${attribute(name)}" time="${seconds(durationMs)}"`;
  if (status === "passed") return [`${head}/>`];
  const kind = status === "failed" ? "failure" : "error";
  const bad = test.answers.filter((answer) => answer.status !== "passed");
  const summary = bad.map(({ place, question }) => `${formatPlace(place)} ${question}`).join("; ");
  const details = new TextReport().test(test);
  return [`${head}>`, ...outcome(kind, summary, details), "    </testcase>"];
}

function wrongFile(report: Extract<SuiteReport, { readonly problems: unknown }>): readonly string[] {
  const path = attribute(report.path);
  const summary = `${report.path} could not be read`;
  return [
    `    <testcase classname="${path}" name="${path}" time="0">`,
    ...outcome("error", summary, new TextReport().file(report)),
    "    </testcase>",
  ];
}

function outcome(kind: "failure" | "error", summary: string, details: string): readonly string[] {
  return [`      <${kind} type="${kind}" message="${attribute(summary)}">${escaped(details)}</${kind}>`];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Line breaks would be read as blanks. */
function attribute(text: string): string {
  return escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** XML has no way at all to write most control characters, nor half a character. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
