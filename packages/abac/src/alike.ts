import { didYouMean, type ValueType } from "@relata/model";
import { listOf } from "./list-of.ts";
import type { Expression } from "./expression.ts";
import type { Call } from "./operator.ts";
import { clash, type StaticType } from "./static-type.ts";
import { describeType, quote } from "./values/describe.ts";
import { isParsedKind, parseAs } from "./values/parsed.ts";

/**
 * Operands that are compared with one another: text that the policy writes beside a timestamp, a duration or an
 * address is read as one, once and for all; text that is none, or no member of the enum beside it, is reported.
 */
export function alike(operands: readonly Expression[], call: Call): readonly Expression[] {
  const types = operands.map(({ type }) => type);
  const read = operands.map((operand, i) =>
    types.reduce((expression, type, j) => (i === j ? expression : readAs(expression, type, call)), operand),
  );
  for (const [i, { type, pointer }] of read.entries()) {
    const other = read[i - 1];
    if (other !== undefined) reportClash(other.type, type, call, pointer);
  }
  return read;
}

/** The expression, with its text literals read as the type. */
export function readAs(expression: Expression, type: StaticType, call: Call): Expression {
  const { literal, items, pointer } = expression;
  if (items !== undefined && type.kind === "list") {
    return listOf(
      items.map((item) => readAs(item, type.of, call)),
      pointer,
    );
  }
  if (typeof literal !== "string") return expression;
  if (type.kind === "enum") reportStranger(literal, type.values, type, call, pointer);
  if (!isParsedKind(type.kind)) return expression;
  const parsed = parseAs(type.kind, literal);
  if (parsed === undefined) {
    call.report(`${quote(literal)} is not ${describeType(type)}`, pointer);
    return { ...expression, type };
  }
  return { type, pointer, run: () => parsed };
}

/** Reports types of which `!=` would be true where both are written alike. */
export function reportClash(a: StaticType, b: StaticType, call: Call, pointer: string): void {
  if (!clash(a, b)) return;
  call.report(
    `\`${call.name}\` compares ${describeType(a)} with ${describeType(b)}: declare both as the same type`,
    pointer,
  );
}

function reportStranger(text: string, values: readonly string[], type: ValueType, call: Call, pointer: string): void {
  if (values.includes(text)) return;
  call.report(`${quote(text)} is not ${describeType(type)}${didYouMean(text, values)}`, pointer);
}
