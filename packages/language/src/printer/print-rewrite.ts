import type { Arrow, Computed, Rewrite } from "@relata/model";

import { writeName } from "../lexer/name-rules.ts";

/**
 * An expression as a model file writes it, without parentheses around the whole: `(owner + clerk) - banned when open`.
 * Parentheses stand where the grammar wants them and nowhere else. Recursive, as rewrites nest a hundred deep at most.
 */
export function printRewrite(rewrite: Rewrite): string {
  switch (rewrite.kind) {
    case "this":
    case "nil":
    case "self":
      return rewrite.kind;
    case "computed":
    case "arrow":
      return printPath(rewrite);
    case "union":
      return rewrite.of.map(printOperand).join(" + ");
    case "intersection":
      return rewrite.of.map(printOperand).join(" & ");
    case "exclusion":
      return `${printOperand(rewrite.from)} - ${printOperand(rewrite.less)}`;
    case "when":
      return `${rewrite.of.kind === "when" ? printOperand(rewrite.of) : printRewrite(rewrite.of)} when ${writeName(rewrite.policy)}`;
  }
}

/** Why parentheses also around a union in a union: they are two nodes, and are read as two again. */
function printOperand(rewrite: Rewrite): string {
  const text = printRewrite(rewrite);
  switch (rewrite.kind) {
    case "union":
    case "intersection":
    case "exclusion":
    case "when":
      return `(${text})`;
    default:
      return text;
  }
}

/** `a->b` is the short form of `a.any(b)`. */
function printPath(path: Computed | Arrow): string {
  const name = writeName(path.relation);
  if (path.kind === "computed") return name;
  return path.quantifier === "any" ? `${name}->${printPath(path.target)}` : `${name}.all(${printPath(path.target)})`;
}
