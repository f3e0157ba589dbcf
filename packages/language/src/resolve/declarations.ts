import type { Span } from "../diagnostics/diagnostic.ts";
import type { Place } from "../diagnostics/source-file.ts";
import type { Expression } from "../parser/syntax.ts";
import type { Scope } from "./scope.ts";

/** Where something of a model is declared: for tools that speak of a compiled model, and point into its files. */
export type Declaration =
  | ({ readonly kind: "relation" | "permission"; readonly type: string; readonly name: string } & Declared)
  | ({ readonly kind: "policy"; readonly name: string } & Declared);

interface Declared {
  /** The name. */
  readonly span: Span;
  /** The expression behind the name, if there is one. */
  readonly expression?: ExpressionSpan;
}

/** An expression, and those of its operands in the order of `operands` of the rewrite that is made of it. */
export interface ExpressionSpan {
  readonly span: Span;
  readonly of: readonly ExpressionSpan[];
}

/** Every relation, permission and policy. Cost: linear in the model. */
export function declarationsOf(scope: Scope, spanOf: (place: Place) => Span): readonly Declaration[] {
  const members = [...scope.types.values()].flatMap((type) =>
    [...type.members.values()].map(({ kind, name, rewrite }): Declaration => ({
      kind,
      type: type.name,
      name: name.text,
      span: spanOf(name.place),
      ...(rewrite !== undefined && { expression: expressionSpan(rewrite, spanOf) }),
    })),
  );
  const policies = [...scope.policies.values()].map(({ name }): Declaration => ({
    kind: "policy",
    name: name.text,
    span: spanOf(name.place),
  }));
  return [...members, ...policies];
}

/** Recursive, as expressions nest a hundred deep at most. */
function expressionSpan(expression: Expression, spanOf: (place: Place) => Span): ExpressionSpan {
  return {
    span: spanOf(expression.place),
    of: operandsOf(expression).map((operand) => expressionSpan(operand, spanOf)),
  };
}

function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "union":
    case "intersection":
      return expression.of;
    case "exclusion":
      return [expression.from, expression.less];
    case "when":
      return [expression.of];
    case "this":
    case "nil":
    case "self":
    case "name":
    case "arrow":
      return [];
  }
}
