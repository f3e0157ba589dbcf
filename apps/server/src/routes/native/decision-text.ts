import type { Decision } from "@relata/core";
import { sent } from "./sent.ts";

const ALLOWED = JSON.stringify({ outcome: "allowed" });
const DENIED = JSON.stringify({ outcome: "denied" });

/** A decision as JSON. Most are nothing but one of two words. */
export function decisionText(decision: Decision): string {
  if (decision.outcome === "conditional" || decision.validUntil !== undefined) return JSON.stringify(sent(decision));
  return decision.outcome === "allowed" ? ALLOWED : DENIED;
}
