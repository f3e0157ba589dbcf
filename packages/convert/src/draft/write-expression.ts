import { writeName } from "@relata/language";

import type { DraftExpression } from "./draft.ts";
import type { DraftText } from "./draft-text.ts";

/** An expression as a person writes it: runs of one operator without parentheses, and mixed ones with them. */
export function writeExpression(expression: DraftExpression, text: DraftText): void {
  text.from(expression.origin, () => {
    switch (expression.kind) {
      case "this":
      case "nil":
      case "self":
        text.write(expression.kind);
        return;
      case "name":
      case "arrow":
        writePath(expression, text);
        return;
      case "union":
      case "intersection":
        writeRun(expression, text);
        return;
      case "exclusion":
        writeOperand(expression.from, text);
        text.write(" - ");
        writeOperand(expression.less, text);
        return;
      case "when":
        writeOperand(expression.of, text);
        text.write(` when ${writeName(expression.policy)}`);
    }
  });
}

/** Why nested runs of the same operator are opened: `(a + b) + c` is what nobody writes, and means the same. */
function writeRun(expression: DraftExpression & { readonly kind: "union" | "intersection" }, text: DraftText): void {
  const operator = expression.kind === "union" ? " + " : " & ";
  if (expression.of.length === 0) text.write("nil");
  for (const [i, operand] of flattened(expression).entries()) {
    if (i > 0) text.write(operator);
    writeOperand(operand, text);
  }
}

function flattened(
  expression: DraftExpression & { readonly kind: "union" | "intersection" },
): readonly DraftExpression[] {
  return expression.of.flatMap((operand) => {
    if (operand.kind === expression.kind) return flattened(operand);
    return [operand];
  });
}

function writeOperand(expression: DraftExpression, text: DraftText): void {
  const grouped = !["this", "nil", "self", "name", "arrow"].includes(expression.kind);
  if (grouped) text.write("(");
  writeExpression(expression, text);
  if (grouped) text.write(")");
}

function writePath(path: DraftExpression & { readonly kind: "name" | "arrow" }, text: DraftText): void {
  if (path.kind === "name") {
    text.write(writeName(path.name), path.origin);
    return;
  }
  text.write(writeName(path.relation), path.origin);
  text.write(path.quantifier === "any" ? "->" : ".all(");
  writePath(path.target, text);
  if (path.quantifier === "all") text.write(")");
}
