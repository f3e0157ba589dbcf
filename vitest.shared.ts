import { defineConfig } from "vitest/config";

/** What every room's tests share: sources are read as they are written, so no build is needed to run a test. */
export const shared = defineConfig({
  resolve: { conditions: ["@relata/source"] },
  ssr: { resolve: { conditions: ["@relata/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.long.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: ".vitest/report.json" },
    passWithNoTests: false,
    testTimeout: 60_000,
  },
});
