import type { Place } from "../../diagnostics/source-file.ts";
import type { Name } from "../syntax.ts";

/**
 * The expression of a policy as it is written: parentheses are nodes, both styles of call stay apart, and so do `m.k` and
 * `m["k"]`. What functions and names mean is not known here; macros such as `exists` are calls.
 *
 * Invariant: `depth` counts the levels of the json-logic that the node becomes, at least, and is bounded by the parser, so
 * that walks over an expression may be recursive.
 */
export type PolicyExpression =
  | LiteralSyntax
  | RootSyntax
  | MemberSyntax
  | IndexSyntax
  | ListLiteralSyntax
  | CallSyntax
  | UnarySyntax
  | OperationSyntax
  | ConditionalSyntax
  | GroupSyntax;

interface Node {
  readonly place: Place;
  readonly depth: number;
}

/** A number, a string, `true`, `false` or `null`. A `-` before a number belongs to it: `-1`, never `- 1`, in `text`. */
export interface LiteralSyntax extends Node {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  /** As it is written: `1e3`, `"\u0041"`. */
  readonly text: string;
}

/** A name that stands by itself: `resource`, `now`, a parameter, the variable of a macro. Printed by `printRoot`. */
export interface RootSyntax extends Node {
  readonly kind: "root";
  readonly name: Name;
}

/** `of.name`. A keyword may be the name, and so may a name in backticks; printed by `printMember`. */
export interface MemberSyntax extends Node {
  readonly kind: "member";
  readonly of: PolicyExpression;
  readonly name: Name;
}

/** `of[index]`, be the index a number, a text or computed. */
export interface IndexSyntax extends Node {
  readonly kind: "index";
  readonly of: PolicyExpression;
  readonly index: PolicyExpression;
}

/** `[a, b]`. */
export interface ListLiteralSyntax extends Node {
  readonly kind: "list";
  readonly items: readonly PolicyExpression[];
}

/** `name(operands)` without a receiver, `receiver.name(operands)` with one. */
export interface CallSyntax extends Node {
  readonly kind: "call";
  readonly receiver: PolicyExpression | undefined;
  readonly name: Name;
  readonly operands: readonly PolicyExpression[];
}

/** `!of` and `-of`. */
export interface UnarySyntax extends Node {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly of: PolicyExpression;
}

/**
 * Operands with operators of one level of precedence between them, from the left: `a + b - c` has three operands and two
 * operators. Relations do not chain, so an operation with one of them has two operands.
 */
export interface OperationSyntax extends Node {
  readonly kind: "operation";
  readonly operands: readonly PolicyExpression[];
  readonly operators: readonly BinaryOperator[];
}

/** By precedence, the loosest first. Level by level they associate to the left, but relations not at all. */
export const LEVELS = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]] as const;

export type BinaryOperator = (typeof LEVELS)[number][number];

/** Whether `a o b o c` is one operation of three operands: then how they group does not matter to its value. */
export function flattens(operator: string): boolean {
  return operator === "||" || operator === "&&" || operator === "+" || operator === "*";
}

/** `condition ? consequence : alternative`. */
export interface ConditionalSyntax extends Node {
  readonly kind: "conditional";
  readonly condition: PolicyExpression;
  readonly consequence: PolicyExpression;
  readonly alternative: PolicyExpression;
}

/** `(of)`. */
export interface GroupSyntax extends Node {
  readonly kind: "group";
  readonly of: PolicyExpression;
}
