import { didYouMean, type Json } from "@relata/model";
import { escapePointer, type BodyProblem } from "./body-limits.ts";
import { broken, type Expression } from "./expression.ts";
import { listOf } from "./list-of.ts";
import type { Call, Operator } from "./operator.ts";
import { OPERATORS, REFUSED } from "./operators/table.ts";
import type { StaticScope } from "./scope/static-scope.ts";
import { BOOLEAN, familyOf, NUMBER, TEXT, type StaticType } from "./static-type.ts";
import { describeType } from "./values/describe.ts";

/** Where a part of a body stands, and where its problems go. */
interface Site {
  readonly scope: StaticScope;
  readonly pointer: string;
  readonly problems: BodyProblem[];
}

/** Compiles a body that is within its limits. Problems are added to the site's list, all of them at once. */
export function compile(body: Json, site: Site): Expression {
  if (Array.isArray(body)) return compileList(body, site);
  if (typeof body === "object" && body !== null)
    return compileOperation(body as { readonly [key: string]: Json }, site);
  return { type: literalType(body), literal: body, pointer: site.pointer, run: () => body };
}

function literalType(literal: string | number | boolean | null): StaticType {
  if (literal === null) return { kind: "null" };
  return typeof literal === "string" ? TEXT : typeof literal === "number" ? NUMBER : BOOLEAN;
}

function compileList(list: readonly Json[], site: Site): Expression {
  return listOf(
    list.map((item, i) => compile(item, { ...site, pointer: `${site.pointer}/${i}` })),
    site.pointer,
  );
}

function compileOperation(body: { readonly [key: string]: Json }, site: Site): Expression {
  const refuse = (message: string): Expression => {
    site.problems.push({ pointer: site.pointer, message });
    return broken(site.pointer);
  };
  const [name, ...others] = Object.keys(body);
  if (name === undefined || others.length > 0) {
    return refuse("an object is an operation with exactly one key, its operator; there are no objects as values");
  }
  const operator = OPERATORS.get(name);
  if (operator === undefined) {
    const reason = REFUSED.get(name);
    return refuse(
      reason === undefined
        ? `unknown operator \`${name}\`${didYouMean(name, OPERATORS.keys())}`
        : `the operator \`${name}\` is not in the policy language: ${reason}`,
    );
  }
  return applyOperator(operator, name, body[name] as Json, site);
}

function applyOperator(operator: Operator, name: string, operand: Json, site: Site): Expression {
  const { pointer, problems } = site;
  const operands: readonly Json[] = Array.isArray(operand) ? operand : [operand];
  if (operands.length < operator.least || operands.length > operator.most) {
    problems.push({ pointer, message: `\`${name}\` takes ${arity(operator)}, not ${operands.length}` });
    return broken(pointer);
  }
  const { run, type, elements } = operator.compile(callOf(name, operands, Array.isArray(operand), site));
  return {
    type,
    pointer,
    ...(elements !== undefined && { elements }),
    run: (frame) => {
      frame.meter.spend(1);
      return run(frame);
    },
  };
}

function arity({ least, most }: Operator): string {
  if (most === Number.POSITIVE_INFINITY) return `${least} or more operands`;
  if (least === most) return least === 1 ? "one operand" : `${least} operands`;
  return `${least} to ${most} operands`;
}

function callOf(name: string, operands: readonly Json[], listed: boolean, site: Site): Call {
  const { problems, pointer } = site;
  const base = `${pointer}/${escapePointer(name)}`;
  const operand = (index: number, scope = site.scope): Expression =>
    compile(operands[index] as Json, { scope, problems, pointer: listed ? `${base}/${index}` : base });
  const report = (message: string, at = pointer): void => void problems.push({ pointer: at, message });
  return {
    name,
    operands,
    scope: site.scope,
    operand,
    all: () => operands.map((_, index) => operand(index)),
    expect: (expression, ...families) => {
      const family = familyOf(expression.type);
      if (family === "any" || families.includes(family)) return;
      report(`\`${name}\` does not take ${describeType(expression.type)} here`, expression.pointer);
    },
    report,
  };
}
