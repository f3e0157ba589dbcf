import type { Reporter } from "../../diagnostics/reporter.ts";
import { spanning } from "../../diagnostics/source-file.ts";
import type { JsonNode } from "../../parser/json-node.ts";
import { flattens, type OperationSyntax, type PolicyExpression } from "../../parser/policy-expression/syntax.ts";
import { buildCall } from "./build-call.ts";
import { pathOf } from "./build-path.ts";
import { operation, reading, scalar } from "./json-parts.ts";
import type { BuildSite } from "./build-site.ts";
import type { Variables } from "./variables.ts";

/**
 * The json-logic of an expression, every part with the place where it is written; undefined where functions are unknown or
 * wrongly called, which is reported, all of it at once. Recursive: the parser bounds how deep an expression nests.
 *
 * Law: parentheses group and mean nothing else, so `(a)` is `a`, while `(a && b) && c` is an operation in an operation.
 * Errors: `unknown_function`, `wrong_call`, `shadowed_name`.
 */
export function buildBody(
  expression: PolicyExpression,
  parameters: ReadonlySet<string>,
  reporter: Reporter,
): JsonNode | undefined {
  const site: BuildSite = { reporter, parameters, build, refused: false };
  const node = build(expression, undefined, site);
  return site.refused ? undefined : node;
}

/** One part of an expression, inside of the list functions that the variables stand for. */
function build(expression: PolicyExpression, variables: Variables, site: BuildSite): JsonNode {
  const { place } = expression;
  const of = (part: PolicyExpression): JsonNode => build(part, variables, site);
  const path = pathOf(expression, variables);
  switch (expression.kind) {
    case "literal":
      return scalar(expression.value, place);
    case "root":
      return reading("var", path ?? "", place);
    case "member":
      return path === undefined
        ? operation("get", "[…]", [of(expression.of), scalar(expression.name.text, expression.name.place)], place)
        : reading("var", path, place);
    case "index":
      return path === undefined
        ? operation("get", "[…]", [of(expression.of), of(expression.index)], place)
        : reading("var", path, place);
    case "list":
      return { kind: "array", items: expression.items.map(of), place };
    case "call":
      return buildCall(expression, variables, site);
    case "unary":
      return operation(expression.operator, expression.operator, [of(expression.of)], place);
    case "operation":
      return buildOperation(expression, of);
    case "conditional":
      return operation(
        "if",
        "? :",
        [expression.condition, expression.consequence, expression.alternative].map(of),
        place,
      );
    case "group":
      return of(expression.of);
  }
}

/** What the operators are called in json-logic, where it is something else. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["||", "or"],
]);

/** From the left. A run of one operator that flattens becomes one operation. Cost: linear in the operands. */
function buildOperation({ operands, operators }: OperationSyntax, of: (part: PolicyExpression) => JsonNode): JsonNode {
  let items: JsonNode[] = [];
  for (const [i, operand] of operands.entries()) {
    const [before, operator] = [operators[i - 2], operators[i - 1]];
    const grows = before === undefined || (before === operator && flattens(before));
    if (!grows) items = [joined(items, before)];
    items.push(of(operand));
  }
  return joined(items, operators.at(-1));
}

function joined(items: readonly JsonNode[], operator = ""): JsonNode {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("an operation has operands");
  return operation(OPERATORS.get(operator) ?? operator, operator, items, spanning(first.place, last.place));
}
