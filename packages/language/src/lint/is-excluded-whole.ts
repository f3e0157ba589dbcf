import type { ArrowSyntax, ExclusionSyntax, Expression, NameSyntax } from "../parser/syntax.ts";
import type { TypeScope } from "../resolve/scope.ts";

/** Expressions that one exclusion is followed through: names may stand for others in a row of any length. */
const MOST_STEPS = 200;

/**
 * Whether an exclusion takes away all that it has, whatever the tuples: `a - a`, `a - (a + b)`, `(a & b) - a`, and the
 * same where names of the object stand for these. Not knowing is no: `a - b` may be empty in practice.
 */
export function isExcludedWhole({ from, less }: ExclusionSyntax, type: TypeScope): boolean {
  const steps = { left: MOST_STEPS };
  const taken = new Set<string>();
  collectTaken(less, type, steps, taken);
  return isWithin(from, type, steps, taken);
}

/** The keys of all expressions whose subjects are taken away for certain. */
function collectTaken(less: Expression, type: TypeScope, steps: { left: number }, taken: Set<string>): void {
  if (--steps.left < 0) return;
  const key = keyOf(less);
  if (taken.has(key)) return;
  taken.add(key);
  if (less.kind === "union") for (const operand of less.of) collectTaken(operand, type, steps, taken);
  const meaning = less.kind === "name" ? meaningOf(less, type) : undefined;
  if (meaning !== undefined) collectTaken(meaning, type, steps, taken);
}

function isWithin(from: Expression, type: TypeScope, steps: { left: number }, taken: ReadonlySet<string>): boolean {
  if (--steps.left < 0) return false;
  if (taken.has(keyOf(from))) return true;
  const within = (part: Expression): boolean => isWithin(part, type, steps, taken);
  switch (from.kind) {
    case "name": {
      const meaning = meaningOf(from, type);
      return meaning !== undefined && within(meaning);
    }
    case "union":
      return from.of.every(within);
    case "intersection":
      return from.of.some(within);
    case "exclusion":
      return within(from.from);
    case "when":
      return within(from.of);
    case "nil":
    case "self":
    case "this":
    case "arrow":
      return false;
  }
}

/** What a name of the object stands for. Not that of a relation: its `this` would be another than that of its user. */
function meaningOf({ name }: NameSyntax, type: TypeScope): Expression | undefined {
  const member = type.members.get(name.text);
  return member?.kind === "permission" ? member.rewrite : undefined;
}

/** Equal keys mean the same on one object. Names hold no white space, so that no two expressions share a key. */
function keyOf(expression: Expression): string {
  switch (expression.kind) {
    case "nil":
    case "self":
    case "this":
      return ` ${expression.kind}`;
    case "name":
    case "arrow":
      return pathOf(expression);
    case "union":
    case "intersection":
      return `( ${expression.kind} ${expression.of.map(keyOf).join(" ")} )`;
    case "exclusion":
      return `( ${keyOf(expression.from)} - ${keyOf(expression.less)} )`;
    case "when":
      return `( ${keyOf(expression.of)} when ${expression.policy.text} )`;
  }
}

function pathOf(path: NameSyntax | ArrowSyntax): string {
  return path.kind === "name" ? path.name.text : `${path.relation.text} ${path.quantifier} ${pathOf(path.target)}`;
}
