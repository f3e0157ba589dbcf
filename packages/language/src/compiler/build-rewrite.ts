import type { Arrow, Computed, Rewrite } from "@relata/model";

import type { ArrowSyntax, Expression, NameSyntax } from "../parser/syntax.ts";

/**
 * The rewrite of a checked expression. Operands stay in the order in which they are written, and what stands in
 * parentheses stays a node of its own: so a model can be printed as its author wrote it, and evaluation, which knows
 * that unions may be merged, is free to do so.
 */
export function buildRewrite(expression: Expression): Rewrite {
  switch (expression.kind) {
    case "this":
    case "nil":
    case "self":
      return { kind: expression.kind };
    case "name":
    case "arrow":
      return buildPath(expression);
    case "union":
    case "intersection":
      return { kind: expression.kind, of: expression.of.map(buildRewrite) };
    case "exclusion":
      return { kind: "exclusion", from: buildRewrite(expression.from), less: buildRewrite(expression.less) };
    case "when":
      return { kind: "when", of: buildRewrite(expression.of), policy: expression.policy.text };
  }
}

function buildPath(path: NameSyntax | ArrowSyntax): Computed | Arrow {
  if (path.kind === "name") return { kind: "computed", relation: path.name.text };
  return { kind: "arrow", relation: path.relation.text, quantifier: path.quantifier, target: buildPath(path.target) };
}
