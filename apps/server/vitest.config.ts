import { configDefaults, mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

/** What needs a browser belongs to the long suites: not everybody has one. */
const exclude = process.env["RELATA_LONG"] === "1" ? [] : ["test/browser/**"];

export default mergeConfig(shared, {
  test: {
    globalSetup: "../../packages/postgres-server/src/global-setup.ts",
    exclude: [...configDefaults.exclude, ...exclude],
  },
});
