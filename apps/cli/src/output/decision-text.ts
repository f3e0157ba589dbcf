import { sayMissing, type Decision } from "@relata/core";
import type { Paint } from "./paint.ts";

/**
 * The outcome on a line of its own, and below it what a conditional one needs:
 *
 * ```text
 * conditional
 *   needs resource.amount of invoice:2
 * ```
 */
export function decisionText(decision: Decision, paint: Paint): string {
  switch (decision.outcome) {
    case "allowed":
      return `${paint.green("allowed")}\n`;
    case "denied":
      return `${paint.red("denied")}\n`;
    case "conditional": {
      const needs = decision.missing.map((entry) => `  needs ${sayMissing(entry)}\n`).join("");
      return `${paint.yellow("conditional")}\n${needs}`;
    }
  }
}
