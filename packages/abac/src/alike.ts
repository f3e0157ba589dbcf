import { didYouMean } from "@relata/model";
import { constant, type Expression } from "./expression.ts";
import { listOf } from "./list-of.ts";
import type { Call } from "./operator.ts";
import { clash, isParsedType, type StaticType } from "./static-type.ts";
import { describeType, quote } from "./values/describe.ts";
import { parseAs } from "./values/parsed.ts";

/**
 * Operands that are compared with one another: what the policy writes beside a declared type is read as that type, once
 * and for all; what is none (`"soon"` beside a timestamp, `1.5` beside an `int`, no member of the enum) is reported, as
 * are operands of two types.
 */
export function alike(operands: readonly Expression[], call: Call): readonly Expression[] {
  const types = operands.map(({ type }) => type);
  const read = operands.map((operand, i) =>
    types.reduce((expression, type, j) => (i === j ? expression : readAs(expression, type, call)), operand),
  );
  reportClash(read, call);
  return read;
}

/** The expression, with its literals read as the type. */
export function readAs(expression: Expression, type: StaticType, call: Call): Expression {
  const { literal, items, pointer } = expression;
  if (items !== undefined && type.kind === "list") {
    return listOf(
      items.map((item) => readAs(item, type.of, call)),
      pointer,
    );
  }
  if (typeof literal === "number") reportFraction(literal, type, call, pointer);
  if (typeof literal !== "string") return expression;
  if (type.kind === "enum" && !type.values.includes(literal)) {
    call.report(`${quote(literal)} is not ${describeType(type)}${didYouMean(literal, type.values)}`, pointer);
  }
  if (!isParsedType(type)) return expression;
  const parsed = parseAs(type.kind, literal);
  if (parsed === undefined) {
    call.report(`${quote(literal)} is not ${describeType(type)}`, pointer);
    return { ...expression, type };
  }
  return constant(parsed, type, pointer);
}

/** Reports the first operand whose type says that it does not go with one before it. */
export function reportClash(operands: readonly Expression[], call: Call, verb = "compares"): void {
  let before: StaticType = { kind: "numeral" };
  let first = true;
  for (const { type, pointer } of operands) {
    if (!first && clash(before, type)) {
      const kinds = `${describeType(before)} with ${describeType(type)}`;
      call.report(`\`${call.name}\` ${verb} ${kinds}: declare both as the same type`, pointer);
      return;
    }
    const says = type.kind !== "any" && type.kind !== "null";
    if (says && (first || before.kind === "numeral")) [before, first] = [type, false];
  }
}

function reportFraction(number: number, type: StaticType, call: Call, pointer: string): void {
  const fits = type.kind === "uint" ? number >= 0 && Number.isSafeInteger(number) : Number.isSafeInteger(number);
  if (fits || (type.kind !== "int" && type.kind !== "uint")) return;
  call.report(`\`${number}\` is not ${describeType(type)}`, pointer);
}
