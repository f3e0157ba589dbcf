// Adds up what the tests of every room reported, and closes with one line that says it. `--reset` forgets old reports.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["packages", "apps", "examples", "."];
const REPORTS = ["report.json", "long.json"];

const rooms = FOLDERS.filter(existsSync).flatMap((folder) => readdirSync(folder).map((room) => join(folder, room)));
const files = rooms.flatMap((room) => REPORTS.map((report) => join(room, ".vitest", report))).filter(existsSync);

if (process.argv.includes("--reset")) {
  for (const file of files) rmSync(file);
} else {
  count();
}

function count() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of files) {
    const report = JSON.parse(readFileSync(file, "utf8"));
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests + brokenFiles(report);
    total.skipped += report.numPendingTests + report.numTodoTests;
    console.log(`${file}: ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
    for (const line of failuresOf(report)) console.log(line);
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** What failed, by its name and the start of its message: the log of a whole run is long. */
function failuresOf(report) {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return message === "" ? [] : [`  ${name}: ${message.slice(0, 2_000)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `  ${fullName}: ${failureMessages.join("\n").slice(0, 2_000)}`,
    );
  });
}

/** Files that failed before a test of theirs could. */
function brokenFiles(report) {
  return report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
}
