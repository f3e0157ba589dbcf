import type { Colour } from "@relata/core";
import { percentOf, type Coverage, type CoveredItem } from "../coverage/coverage.ts";
import { formatPlace } from "../yaml/problem.ts";

/**
 * Coverage for people: how much of the model is decided, and what is not, each with what could happen to it unnoticed.
 *
 * ```text
 * coverage 92 %: 11 of 12 decided; no test would notice if
 *   authz.relata:23:59 `banned` in `read` of `invoice`: it took nothing away
 * ```
 */
export function coverageText(coverage: Coverage, colour: Colour = (_, text) => text): string {
  const { items } = coverage;
  const undecided = items.filter(({ unnoticed }) => unnoticed.length > 0);
  const figures = `${items.length - undecided.length} of ${items.length} decided`;
  const percent = colour(undecided.length === 0 ? "allowed" : "conditional", sayPercent(coverage));
  if (undecided.length === 0) return `coverage ${percent}: ${figures}\n`;
  const lines = undecided.map((item) => `  ${line(item, colour)}`);
  return [`coverage ${percent}: ${figures}; no test would notice if`, ...lines, ""].join("\n");
}

/** "92 %", rounded down: only what is all decided has a hundred. */
export function sayPercent(coverage: Coverage): string {
  return `${Math.floor(percentOf(coverage))} %`;
}

function line({ place, text, unnoticed }: CoveredItem, colour: Colour): string {
  const at = place === undefined ? "" : `${colour("remark", formatPlace(place))} `;
  return `${at}${text}: ${unnoticed.join(", or ")}`;
}
