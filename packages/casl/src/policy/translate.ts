import { operationOf, pathOf, type Operation } from "@relata/abac";
import type { Json } from "@relata/model";
import type { AttributeCases, Comparison } from "./of-attribute.ts";
import type { Scalar } from "./domain.ts";
import { allOf, anyOf, FALSE, LEFT_OUT, not, TRUE, UNKNOWN, type Truths } from "./truths.ts";

/** What a path is where the policy stands: an attribute of the resource, nothing that will be there, or neither of them. */
export type ReadPath = (path: string) => AttributeCases | "absent" | "other";

/** What is compared: an attribute, a value that is known, nothing that will be there, or what has no form as cases. */
type Side = AttributeCases | { readonly value: Scalar } | "absent" | "other";

/** What is left of a policy, as cases of the resource. Recursive: a body's depth is bounded. */
export function translate(body: Json, read: ReadPath): Truths {
  if (typeof body === "boolean") return body ? TRUE : FALSE;
  const operation = operationOf(body);
  if (operation === undefined) return LEFT_OUT;
  const { name, operands } = operation;
  const parts = () => operands.map((operand) => translate(operand, read));
  switch (name) {
    case "and":
      return allOf(parts());
    case "or":
      return anyOf(parts());
    case "!":
      return not(parts()[0] ?? LEFT_OUT);
    case "!!":
      return parts()[0] ?? LEFT_OUT;
    case "var":
      return isTrue(sideOf(body, read));
    case "has":
      return isThere(operation, read);
    case "in":
      return isAmong(operation, read);
    case "==":
    case "===":
      return isOneOf(operands[0], operands.slice(1), read);
    case "!=":
    case "!==":
      return not(isOneOf(operands[0], operands.slice(1), read));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compared(name, operands, read);
    default:
      return LEFT_OUT;
  }
}

function isTrue(side: Side): Truths {
  if (side === "absent") return UNKNOWN;
  if (side === "other" || "value" in side) return LEFT_OUT;
  return side.isBoolean ? side.isOneOf([true]) : LEFT_OUT;
}

function isThere(operation: Operation, read: ReadPath): Truths {
  const side = read(pathOf(operation) ?? "");
  if (side === "absent") return UNKNOWN;
  return side === "other" ? LEFT_OUT : side.present;
}

function isAmong({ operands: [sought, list] }: Operation, read: ReadPath): Truths {
  return Array.isArray(list) ? isOneOf(sought, list as readonly Json[], read) : LEFT_OUT;
}

/** Equality has no order: `sought` may as well be the value, and what it is held to the attribute. */
function isOneOf(sought: Json | undefined, others: readonly Json[], read: ReadPath): Truths {
  const side = sideOf(sought, read);
  const sides = others.map((other) => sideOf(other, read));
  if (typeof side === "object" && "value" in side) return anyOf(sides.map((one) => equals(one, [side.value])));
  const values = sides.map((one) => (typeof one === "object" && "value" in one ? one.value : undefined));
  const known = values.filter((value) => value !== undefined);
  const open = sides.filter((_, i) => values[i] === undefined);
  const among = known.length === 0 ? FALSE : equals(side, known);
  return anyOf([among, ...open.map((one) => (one === "absent" ? UNKNOWN : LEFT_OUT))]);
}

function equals(side: Side, values: readonly Scalar[]): Truths {
  if (side === "absent") return UNKNOWN;
  if (side === "other") return LEFT_OUT;
  if ("value" in side) return values.includes(side.value) ? TRUE : FALSE;
  return side.isOneOf(values);
}

const TURNED: Readonly<Record<Comparison, Comparison>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** With three operands the middle one lies between the others. */
function compared(comparison: Comparison, operands: readonly Json[], read: ReadPath): Truths {
  const sides = operands.map((operand) => sideOf(operand, read));
  const pairs = sides.slice(1).map((right, i) => pair(comparison, sides[i] ?? "other", right));
  return allOf(pairs);
}

function pair(comparison: Comparison, a: Side, b: Side): Truths {
  if (a === "other" || b === "other") return LEFT_OUT;
  if (a === "absent" || b === "absent") return UNKNOWN;
  if ("value" in a) return "value" in b ? LEFT_OUT : b.compares(TURNED[comparison], a.value);
  return "value" in b ? a.compares(comparison, b.value) : LEFT_OUT;
}

function sideOf(body: Json | undefined, read: ReadPath): Side {
  if (typeof body === "string" || typeof body === "number" || typeof body === "boolean") return { value: body };
  const operation = operationOf(body);
  if (operation === undefined) return "other";
  const { name, operands } = operation;
  // Why: what was known and is text stands there so, where a literal might be read as another type.
  if (name === "cat" && operands.length === 1 && typeof operands[0] === "string") return { value: operands[0] };
  return name === "var" && operands.length === 1 ? read(pathOf(operation) ?? "") : "other";
}
