import { defineConfig } from "vitest/config";

/** What every room's tests share: sources are read as they are written, so no build is needed to run a test. */
export const shared = defineConfig({
  resolve: { conditions: ["@relata/source"] },
  ssr: { resolve: { conditions: ["@relata/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "json"],
    // The long suites are the same laws over more worlds; they report beside the short ones.
    outputFile: { json: process.env["RELATA_LONG"] === "1" ? ".vitest/long.json" : ".vitest/report.json" },
    passWithNoTests: false,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
