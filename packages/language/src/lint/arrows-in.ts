import type { ArrowSyntax, Expression } from "../parser/syntax.ts";

/** Every arrow of an expression, each whole, in the order of the text. */
export function* arrowsIn(expression: Expression): Iterable<ArrowSyntax> {
  switch (expression.kind) {
    case "nil":
    case "self":
    case "this":
    case "name":
      return;
    case "arrow":
      yield expression;
      return;
    case "union":
    case "intersection":
      for (const operand of expression.of) yield* arrowsIn(operand);
      return;
    case "exclusion":
      yield* arrowsIn(expression.from);
      yield* arrowsIn(expression.less);
      return;
    case "when":
      yield* arrowsIn(expression.of);
  }
}
