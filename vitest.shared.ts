import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The long suites are the same laws over more worlds; they report beside the short ones. */
const isLong = process.env["RELATA_LONG"] === "1";

/**
 * The seed of every random world, unless `RELATA_SEED` gives one: the same on every machine and for every commit, so that what
 * fails is what changed. Whoever looks for new worlds gives another, or changes these; the long suites have one of their own.
 */
const seed = isLong ? "4161937" : "92164619";

/** What every room's tests share: sources are read as they are written, so no build is needed to run a test. */
export const shared = defineConfig({
  resolve: { conditions: ["@relata/source"] },
  ssr: { resolve: { conditions: ["@relata/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: [fileURLToPath(new URL("vitest.setup.ts", import.meta.url))],
    env: { RELATA_SEED: process.env["RELATA_SEED"] ?? seed },
    reporters: ["default", "json"],
    outputFile: { json: isLong ? ".vitest/long.json" : ".vitest/report.json" },
    passWithNoTests: false,
    testTimeout: 60_000,
    // Hooks start and stop servers.
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
