import { operationOf, pathOf, type Operation } from "@relata/abac";
import { compareText, parseInstant, type Json, type Policy } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { Dialect, Family, Operand } from "../dialects/dialect.ts";
import { ASK_THE_ENGINE, notExpressible } from "../not-expressible.ts";
import { written } from "../sql/condition.ts";
import { COMPARISONS, isComparison, isOrder } from "./comparisons.ts";
import { readsData } from "./reads-data.ts";
import { sortable } from "./sortable.ts";

/** A truth of Kleene's three: SQL's own NULL is the unknown, and its `and`, `or` and `not` are Kleene's. */
export type Kleene = SQL | boolean | null;

/** The unknown, of a type: databases that have types take none for granted. */
export const UNKNOWN: SQL = sql`cast(null as boolean)`;

/** Where a policy stands: what its paths are there. Null for what will never be there. */
export interface Reading {
  readonly policy: Policy;
  readonly dialect: Dialect;
  readonly operand: (path: string) => Operand | null;
}

type Known = string | number | boolean;

/** What is compared: something that differs from row to row, something known, or nothing that is there. */
type Side =
  | { readonly kind: "read"; readonly operand: Operand }
  | { readonly kind: "known"; readonly value: Known; readonly isInstant?: true }
  | { readonly kind: "absent" };

/**
 * What is left of a policy as SQL of three values.
 *
 * @throws Failure `not_expressible` for an operator that has no such form
 */
export function translate(body: Json, reading: Reading): Kleene {
  if (typeof body === "boolean") return body;
  if (isVain(body, reading)) return null;
  const operation = operationOf(body);
  if (operation === undefined) throw refused("something that is no boolean", reading);
  const { name, operands } = operation;
  const parts = (): readonly Kleene[] => operands.map((operand) => translate(operand, reading));
  switch (name) {
    case "and":
      return junction(parts(), " and ", false);
    case "or":
      return junction(parts(), " or ", true);
    case "!": {
      const [part = null] = parts();
      return part === null || typeof part === "boolean" ? (part === null ? null : !part) : sql`not ${part}`;
    }
    case "!!":
      return parts()[0] ?? null;
    case "has":
      return isThere(operation, reading);
    case "in":
      return isOneOf(operation, reading);
    default:
      return isComparison(name) ? comparisons(operation, reading) : truthOf(body, reading);
  }
}

/** What depends on the request alone, and is left all the same: it waits for what the request did not bring. */
function isVain(body: Json, { policy }: Reading): boolean {
  return operationOf(body) !== undefined && !readsData(body, policy);
}

/** With an operand that is decisive it is that one; else what is left of the others. */
function junction(parts: readonly Kleene[], word: string, decisive: boolean): Kleene {
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part) => typeof part !== "boolean").map((part) => part ?? UNKNOWN);
  if (open.length === 0) return !decisive;
  return sql`(${sql.join(open, sql.raw(word))})`;
}

function isThere(operation: Operation, reading: Reading): Kleene {
  const operand = reading.operand(pathOf(operation) ?? "");
  return operand === null ? null : sql`case when ${written(operand.present)} then true end`;
}

function isOneOf({ operands: [sought = null, list] }: Operation, reading: Reading): Kleene {
  if (!Array.isArray(list)) throw refused("`in` what is no list of the policy", reading);
  const side = sideOf(sought, reading);
  const equals = list.map((one: Json) => compared("==", side, sideOf(one, reading), reading));
  return junction(equals, " or ", true);
}

/** With three operands the middle one lies between the others. */
function comparisons({ name, operands }: Operation, reading: Reading): Kleene {
  const [first, second, third] = operands.map((operand) => sideOf(operand, reading));
  if (first === undefined || second === undefined) throw refused(`\`${name}\` of one operand`, reading);
  const pair = compared(name, first, second, reading);
  return third === undefined ? pair : junction([pair, compared(name, second, third, reading)], " and ", false);
}

function compared(name: string, a: Side, b: Side, reading: Reading): Kleene {
  const family = a.kind === "read" ? a.operand.family : b.kind === "read" ? b.operand.family : undefined;
  if (family === undefined) {
    if (a.kind !== "known" || b.kind !== "known" || a.isInstant !== b.isInstant) return null;
    return settled(name, a.value, b.value) ?? null;
  }
  if (a.kind === "read" && b.kind === "read" && a.operand.family !== b.operand.family)
    throw refused(`\`${name}\` of a ${a.operand.family} and a ${b.operand.family}`, reading);
  if (a.kind === "absent" || b.kind === "absent") return null;
  if (isOrder(name)) requireOrder(name, family, [a, b], reading);
  const [left, right] = [inSql(a, family, reading), inSql(b, family, reading)];
  return sql`${left} ${sql.raw(COMPARISONS[name] ?? "=")} ${right}`;
}

/** Two values that are known: one of three that are compared, or of a list. Undefined where they have no order. */
function settled(name: string, a: Known, b: Known): boolean | undefined {
  if (!isOrder(name)) return (a === b) === (COMPARISONS[name] === "=");
  const sign =
    typeof a === "number" && typeof b === "number"
      ? a - b
      : typeof a === "string" && typeof b === "string"
        ? compareText(a, b)
        : undefined;
  if (sign === undefined) return undefined;
  return (sign < 0 && name.startsWith("<")) || (sign > 0 && name.startsWith(">")) || (sign === 0 && name.endsWith("="));
}

/**
 * Texts are in the order of their UTF-16 code units, and databases have that of their bytes. The two part only where a letter
 * beyond the 65,536 first meets one above all surrogates: never, where one of the texts has only letters below them.
 */
function requireOrder(name: string, family: Family, sides: readonly Side[], reading: Reading): void {
  if (family === "boolean") throw refused(`\`${name}\` of booleans`, reading);
  if (family !== "text") return;
  const isPlain = sides.some((side) => side.kind === "known" && !/[\uD800-\uFFFF]/.test(String(side.value)));
  if (!isPlain) throw refused(`\`${name}\` of texts of which neither is written out in common letters`, reading);
}

function inSql(side: Exclude<Side, { kind: "absent" }>, family: Family, reading: Reading): SQL {
  if (side.kind === "read") return side.operand.value;
  const { value } = side;
  if (family === "timestamp") return instantInSql(side, reading);
  if (side.isInstant === true || typeof value !== (family === "text" ? "string" : family))
    throw refused(`a ${family} beside a ${typeof value}`, reading);
  // Why: a database cuts such a text off, or puts another letter there, and would find what is not meant.
  if (typeof value === "string" && (value.includes("\0") || !isWellFormed(value)))
    throw refused("a text that no database holds", reading);
  return reading.dialect.constant(value, family);
}

/** Text beside a timestamp is read as one. */
function instantInSql({ value, isInstant }: Extract<Side, { kind: "known" }>, { dialect }: Reading): SQL {
  if (isInstant === true) return dialect.constant(value, "timestamp");
  const instant = parseInstant(String(value));
  return instant === undefined ? sql`null` : dialect.constant(sortable(instant), "timestamp");
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(text);
}

/** A value that is a truth of its own. */
function truthOf(body: Json, reading: Reading): Kleene {
  const side = sideOf(body, reading);
  if (side.kind === "absent") return null;
  if (side.kind === "known") return typeof side.value === "boolean" ? side.value : null;
  if (side.operand.family !== "boolean") throw refused(`a ${side.operand.family} for a truth`, reading);
  return side.operand.value;
}

function sideOf(body: Json, reading: Reading): Side {
  if (typeof body === "string" || typeof body === "number" || typeof body === "boolean")
    return { kind: "known", value: body };
  const operation = operationOf(body);
  const [path] = operation?.operands ?? [];
  if (operation?.name === "cat" && operation.operands.length === 1 && typeof path === "string")
    return { kind: "known", value: path };
  const instant = operation?.name === "timestamp" && typeof path === "string" ? parseInstant(path) : undefined;
  if (instant !== undefined) return { kind: "known", value: sortable(instant), isInstant: true };
  if (isVain(body, reading)) return { kind: "absent" };
  if (operation?.name !== "var") throw refused(`\`${operation?.name ?? "null"}\` of what is compared`, reading);
  const operand = reading.operand(pathOf(operation) ?? "");
  return operand === null ? { kind: "absent" } : { kind: "read", operand };
}

function refused(what: string, { policy }: Reading): Error {
  return notExpressible(
    `policy \`${policy.name}\` comes to ${what}, which has no form in SQL that answers as the policy does`,
    `compare with columns that hold what it needs, or ${ASK_THE_ENGINE}`,
  );
}
