import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { AuthzenCase } from "./authzen-case.ts";
import { BASIC_CASES } from "./basic-cases.ts";
import { BATCH_CASES } from "./batch-cases.ts";
import { decisionCases } from "./decision-cases.ts";
import { DISCOVERY_CASE } from "./discovery-case.ts";
import { SEARCH_CASES } from "./search-cases.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

export const SUITES = ["certification", "todo", "search"] as const;

export type SuiteName = (typeof SUITES)[number];

/** Where the decisions of the interoperability scenarios are, unless a folder is named. */
export function decisionsFolder(): string {
  return join(process.env["RELATA_CONFORMANCE"] ?? join(ROOT, "../shared/conformance"), "authzen");
}

/** The example whose model and data a suite is about. */
export function exampleOf(suite: SuiteName): string {
  return join(ROOT, "examples", `authzen-${suite}`);
}

/** @throws Error where the decisions of the suite are not in the folder */
export function casesOf(suite: SuiteName, data: string): readonly AuthzenCase[] {
  switch (suite) {
    case "certification":
      return [...BASIC_CASES, ...BATCH_CASES, ...SEARCH_CASES, DISCOVERY_CASE];
    case "todo":
      return decisionCases(found(join(data, "todo-decisions.json")), "Todo");
    case "search":
      return ["subject", "resource", "action"]
        .map((what) => join(data, "search", `${what}-results.json`))
        .filter((path, _, all) => existsSync(path) || !all.some((one) => existsSync(one)))
        .flatMap((path) => decisionCases(found(path), "Search"));
  }
}

/** Whether the decisions of the suite are there to be asked for. */
export function isThere(suite: SuiteName, data: string): boolean {
  if (suite === "certification") return true;
  return existsSync(suite === "todo" ? join(data, "todo-decisions.json") : join(data, "search"));
}

function found(path: string): string {
  if (!existsSync(path)) throw new Error(`there are no decisions \`${path}\`: name their folder with \`--data\``);
  return path;
}
