import { didYouMean, type Json } from "@relata/model";
import { escapePointer, type BodyProblem } from "./body-limits.ts";
import { broken, constant, type Expression } from "./expression.ts";
import { folded } from "./fold.ts";
import { listOf } from "./list-of.ts";
import type { Call, Operator } from "./operator.ts";
import { OPERATORS, REFUSED } from "./operators/table.ts";
import type { StaticScope } from "./scope/static-scope.ts";
import { BOOLEAN, familyOf, NUMERAL, TEXT, type StaticType } from "./static-type.ts";
import { describeType } from "./values/describe.ts";

/** Where a part of a body stands, and where its problems go. */
export interface Site {
  readonly scope: StaticScope;
  readonly pointer: string;
  readonly problems: BodyProblem[];
  /** Stands in for every operation, for whoever wants to see what each of them gives. */
  readonly observe?: ((operation: Expression, name: string) => Expression) | undefined;
}

/** Compiles a body that is within its limits. Problems are added to the site's list, all of them at once. */
export function compile(body: Json, site: Site): Expression {
  if (Array.isArray(body)) return compileList(body, site);
  if (typeof body === "object" && body !== null)
    return compileOperation(body as { readonly [key: string]: Json }, site);
  return { ...constant(body, literalType(body), site.pointer), literal: body };
}

function literalType(literal: string | number | boolean | null): StaticType {
  if (literal === null) return { kind: "null" };
  return typeof literal === "string" ? TEXT : typeof literal === "number" ? NUMERAL : BOOLEAN;
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
  const parts: Expression[] = [];
  const { run, type, elements, lookup, isNow } = operator.compile(
    callOf(name, operands, Array.isArray(operand), parts, site),
  );
  const paid = parts.filter((_, i) => i !== operator.each);
  const cost = paid.reduce((sum, part) => sum + part.cost, 1);
  const operation = {
    type,
    pointer,
    cost,
    operands: parts,
    run,
    ...(elements !== undefined && { elements }),
    ...(isNow === true && { isNow }),
  };
  if (site.observe !== undefined) return site.observe(operation, name);
  return folded(lookup === undefined ? operation : { ...operation, lookup }, operator, operands.length);
}

function arity({ least, most }: Operator): string {
  if (most === Number.POSITIVE_INFINITY) return `${least} or more operands`;
  if (least === most) return least === 1 ? "one operand" : `${least} operands`;
  return `${least} to ${most} operands`;
}

/** Every operand that the operator compiles is also kept in `parts`, at its index. */
function callOf(name: string, operands: readonly Json[], listed: boolean, parts: Expression[], site: Site): Call {
  const { problems, pointer } = site;
  const base = `${pointer}/${escapePointer(name)}`;
  const operand = (index: number, scope = site.scope): Expression =>
    (parts[index] = compile(operands[index] as Json, { ...site, scope, pointer: listed ? `${base}/${index}` : base }));
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
