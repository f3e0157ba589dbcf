import { formatInstant, formatKey, formatObject, formatTuple, type Instant } from "@relata/model";
import type { AttributeMiss, Miss, ReplaceMiss } from "@relata/resolver";
import { showClause, showJson } from "./say-clause.ts";

/** A change that would allow what is denied, as what somebody would have to do. */
export function sayMiss(miss: Miss): string {
  switch (miss.kind) {
    case "write":
      return `write ${formatTuple(miss.tuple)}`;
    case "delete":
      return `delete ${formatTuple(miss.tuple)}`;
    case "replace":
      return `write ${formatTuple(miss.tuple)}${sayInstead(miss)}`;
    case "attribute":
      return sayAttribute(miss);
  }
}

function sayInstead({ instead, why }: ReplaceMiss): string {
  const { from, until } = instead;
  switch (why) {
    case "expired":
      return `: the one that is there expired${sayWhen(until)}`;
    case "too_early":
      return `: the one that is there begins only${sayWhen(from)}`;
    case "parameter":
      return ` instead of ${formatTuple(instead).slice(formatKey(instead).length + 1)}`;
  }
}

function sayWhen(instant: Instant | undefined): string {
  return instant === undefined ? "" : ` on ${formatInstant(instant)}`;
}

function sayAttribute({ path, of, tuple, value, needs, policy, clause }: AttributeMiss): string {
  const owner = of !== undefined ? formatObject(of) : tuple !== undefined ? formatKey(tuple) : undefined;
  const what = owner === undefined ? path : `${path} of ${owner}`;
  const change = needs === undefined ? `change ${what} from ${showJson(value)}` : `set ${what} to ${showJson(needs)}`;
  const want = clause.holds ? "must not hold" : "must hold";
  return `${change}: ${showClause(clause)} ${want} for policy ${policy}`;
}
