import { alike } from "../alike.ts";
import type { Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { allOf } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN, familyOf } from "../static-type.ts";
import { compare } from "../values/compare.ts";
import { describeType } from "../values/describe.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

type Holds = (order: number) => boolean;

/**
 * `<` `<=` `>` `>=` over two numbers, texts, timestamps, durations or addresses. `<` and `<=` take three operands too:
 * the middle one lies between the others, which is the and of two comparisons. Values of two types are a problem.
 */
export const order: readonly Operator[] = [
  operator("<", 3, (sign) => sign < 0),
  operator("<=", 3, (sign) => sign <= 0),
  operator(">", 2, (sign) => sign > 0),
  operator(">=", 2, (sign) => sign >= 0),
];

function operator(name: string, most: number, holds: Holds): Operator {
  return { name, least: 2, most, compile: (call) => compile(call, holds) };
}

function compile(call: Call, holds: Holds): Compiled {
  const operands = alike(call.all(), call);
  for (const operand of operands) call.expect(operand, "number", "text", "timestamp", "duration", "ipaddress");
  reportMixed(operands, call);
  return { type: BOOLEAN, run: (frame) => ordered(operands, holds, frame) };
}

function ordered(operands: readonly Expression[], holds: Holds, frame: Frame): boolean | Unknown {
  const values = operands.map((operand) => operand.run(frame));
  return allOf(values.slice(1).map((value, i) => pairHolds(values[i] as Result, value, holds, frame)));
}

function pairHolds(a: Result, b: Result, holds: Holds, { meter }: Frame): boolean | Unknown {
  const sign = compare(a, b, meter);
  return sign instanceof Unknown ? sign : holds(sign);
}

/** A number beside text, and the like: what `alike` has no eye for, since `==` may ask it. */
function reportMixed(operands: readonly Expression[], call: Call): void {
  const known = operands.filter(({ type }) => type.kind !== "any");
  const [first] = known;
  const other = known.find(({ type }) => first !== undefined && mixed(familyOf(type), familyOf(first.type)));
  if (first === undefined || other === undefined) return;
  const kinds = `${describeType(first.type)} with ${describeType(other.type)}`;
  call.report(`\`${call.name}\` compares ${kinds}, and there is no order between them`, other.pointer);
}

function mixed(a: string, b: string): boolean {
  return a !== b && (a === "number" || b === "number");
}
