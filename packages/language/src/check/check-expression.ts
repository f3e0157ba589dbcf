import type { Expression } from "../parser/syntax.ts";
import { checkArrow } from "./check-arrow.ts";
import { reportUnknownName, type Site } from "./site.ts";

/**
 * Checks every name in a rewrite: operands on the type itself, arrows on the types that they lead to, policies where
 * they are used. Recursive, since the parser bounds how deep an expression nests.
 *
 * Errors: `unknown_relation`, `this_in_permission`, and those of `checkArrow` and `PolicyUses`.
 */
export function checkExpression(expression: Expression, site: Site): void {
  switch (expression.kind) {
    case "nil":
    case "self":
      return;
    case "this":
      if (site.member.kind === "permission") {
        const hint = `write \`relation ${site.member.name.text}: …\`, or name the relation that has the tuples`;
        const message = "`this` names the tuples of a relation, and a permission has none";
        site.reporter.report("this_in_permission", expression.place, message, hint);
      }
      return;
    case "name":
      if (!site.type.members.has(expression.name.text)) reportUnknownName(expression.name, site);
      return;
    case "arrow":
      checkArrow(expression, site);
      return;
    case "union":
    case "intersection":
      for (const operand of expression.of) checkExpression(operand, site);
      return;
    case "exclusion":
      checkExpression(expression.from, site);
      checkExpression(expression.less, site);
      return;
    case "when":
      checkExpression(expression.of, site);
      site.uses.when(expression.policy, site.type);
  }
}
