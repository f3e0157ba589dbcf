import { sayMissing, type Decision } from "@relata/core";
import { formatInstant } from "@relata/model";
import type { Paint } from "./paint.ts";

/**
 * The outcome on a line of its own, and below it what a conditional one needs, and how long time alone leaves it:
 *
 * ```text
 * conditional
 *   needs resource.amount of invoice:2
 *   until 2027-01-01T00:00:00Z
 * ```
 */
export function decisionText(decision: Decision, paint: Paint): string {
  const { validUntil } = decision;
  return `${outcomeText(decision, paint)}${validUntil === undefined ? "" : `  until ${formatInstant(validUntil)}\n`}`;
}

function outcomeText(decision: Decision, paint: Paint): string {
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
