import type { ClauseRead, DecidingClause } from "@relata/abac";
import { printPolicyBody } from "@relata/language";

/** Letters of a clause, and of a value, that are shown. */
const WIDTH = 90;

/** `resource.status == "paid": resource.status is "draft"`. */
export function sayClause(clause: DecidingClause): string {
  const values = clause.reads.map(({ path, value }) => `${path} is ${showJson(value)}`);
  return [showClause(clause), values.join(", ")].filter((part) => part !== "").join(": ");
}

/** The clause as an expression on one line. What has no expression is JSON. */
export function showClause({ rule, reads }: DecidingClause): string {
  const text = printPolicyBody(rule, { parameters: reads.filter(isParameter).map(({ path }) => path) });
  return clipped(text.trim().replaceAll(/\s*\n\s*/g, " "));
}

export function showJson(value: ClauseRead["value"]): string {
  return clipped(JSON.stringify(value));
}

/** Paths of one name that policies may not give to parameters stand for something else, and are printed as they are. */
function isParameter({ path }: ClauseRead): boolean {
  return !path.includes(".") && path !== "now" && path !== "action";
}

function clipped(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}
