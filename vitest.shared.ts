import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The long suites are the same laws over more worlds; they report beside the short ones. */
const isLong = process.env["RELATA_LONG"] === "1";

/**
 * The seed of every random world, unless `RELATA_SEED` gives one: made of the committed files, so that each commit tries
 * worlds of its own, and the same ones on every machine. The long suites have another seed than the short.
 */
function seedOfCommit(): string {
  const digits = isLong ? [8, 15] : [0, 7];
  return String(Number.parseInt(treeHash().slice(...digits), 16));
}

function treeHash(): string {
  try {
    const here = fileURLToPath(new URL(".", import.meta.url));
    return execFileSync("git", ["rev-parse", "HEAD^{tree}"], { cwd: here, encoding: "utf8", stdio: "pipe" });
  } catch {
    // Files that are not in a repository, or no git.
    return "2026112220261122";
  }
}

/** What every room's tests share: sources are read as they are written, so no build is needed to run a test. */
export const shared = defineConfig({
  resolve: { conditions: ["@relata/source"] },
  ssr: { resolve: { conditions: ["@relata/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: [fileURLToPath(new URL("vitest.setup.ts", import.meta.url))],
    env: { RELATA_SEED: process.env["RELATA_SEED"] ?? seedOfCommit() },
    reporters: ["default", "json"],
    outputFile: { json: isLong ? ".vitest/long.json" : ".vitest/report.json" },
    passWithNoTests: false,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
