import { Failure, isFailure, type Json, type ModelIndex, type Policy } from "@relata/model";
import type { PolicySite } from "../analyse.ts";
import { limitProblem } from "../body-limits.ts";
import type { Expression } from "../expression.ts";
import { openFrame, symbolicFrame, type Frame } from "../frame.ts";
import { operationOf, type Operation } from "../operation.ts";
import { OPERATORS } from "../operators/table.ts";
import { policyProblems } from "../policy-problems.ts";
import { sound } from "../sound.ts";
import { MAX_STEPS, OutOfSteps } from "../values/meter.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";
import { lackOf } from "../verdict-of.ts";
import type { PolicyKnowledge } from "../verdict.ts";
import { simplify } from "./simplify.ts";
import { writeValue, type TextForm } from "./write-value.ts";

/**
 * What is left of a policy once some of its scope is known: a policy over the rest, itself valid, in which every part
 * that is known stands as its value. Its body is `true` or `false` where the answer is known already.
 *
 * Law: over any split of a scope, the residual over the rest says what the policy says over the whole. A name is known
 * or not as a whole: what is supplied lacks for good what it lacks inside. A part that failed stays as `fail`. A default
 * of `var` waits, since the value may still come.
 *
 * @throws Failure `invalid_model` when the policy is not valid; `budget_exceeded` where what is left is too large for a
 *   policy, or finding it takes more than the steps of one evaluation; `policy_failed` where a getter or a proxy throws
 */
export function residual(policy: Policy, model: ModelIndex, knowledge: PolicyKnowledge, site: PolicySite = {}): Policy {
  try {
    const plain = leftOf(policy, model, knowledge, site, "literal");
    const limit = limitProblem(plain.body);
    if (limit !== undefined) throw tooLarge(policy, limit.message);
    if (policyProblems(plain, model, site).length === 0) return plain;
    return leftOf(policy, model, knowledge, site, "computed");
  } catch (error) {
    if (error instanceof OutOfSteps) throw tooLarge(policy, `finding it takes more than ${MAX_STEPS} steps`);
    if (isFailure(error)) throw error;
    const message = `what is left of policy \`${policy.name}\` cannot be found: a value that was given could not be read`;
    throw new Failure("policy_failed", message, { cause: error });
  }
}

function tooLarge({ name }: Policy, why: string): Failure {
  return new Failure("budget_exceeded", `what is left of policy \`${name}\` is too large: ${why}; supply less of it`);
}

function leftOf(
  policy: Policy,
  model: ModelIndex,
  knowledge: PolicyKnowledge,
  site: PolicySite,
  form: TextForm,
): Policy {
  const watch = new Watch();
  const { body, required } = sound(policy, model, site, (operation) => watch.over(operation));
  const frame = openFrame(knowledge, body.cost);
  const seen = watch.during(() => body.run(frame));
  const lacking = policy.required.filter((_, i) => {
    const place = required[i];
    return place !== undefined && lackOf(place, frame) !== undefined;
  });
  return { ...policy, required: lacking, body: left(policy.body, body, { seen, frame, form, watch }) };
}

/** Where what is left is found: what each operation gave there, by its pointer. */
interface Ground {
  readonly seen: ReadonlyMap<string, Result>;
  readonly frame: Frame;
  readonly form: TextForm;
  readonly watch: Watch;
}

/** Notes what operations give. */
class Watch {
  #seen = new Map<string, Result>();

  over(operation: Expression): Expression {
    const { pointer, run } = operation;
    return {
      ...operation,
      run: (frame) => {
        const result = run(frame);
        this.#seen.set(pointer, result);
        return result;
      },
    };
  }

  during(work: () => unknown): ReadonlyMap<string, Result> {
    const seen = new Map<string, Result>();
    this.#seen = seen;
    work();
    return seen;
  }
}

/** Recursive: a body's depth is bounded. */
function left(json: Json, expression: Expression | undefined, at: Ground): Json {
  if (expression === undefined) return json;
  if (Array.isArray(json)) return json.map((item: Json, i) => left(item, expression.items?.[i], at));
  const operation = operationOf(json);
  if (operation === undefined) return json;
  const ground = at.seen.has(expression.pointer) ? at : visited(expression, at);
  const result = ground.seen.get(expression.pointer);
  const value = result === undefined ? undefined : settled(json, result, expression, ground);
  return value ?? rebuilt(operation, expression, ground);
}

/** Evaluated now, where nobody needed it so far: a default that waits. */
function visited(expression: Expression, ground: Ground): Ground {
  ground.frame.meter.spend(expression.cost);
  return { ...ground, seen: ground.watch.during(() => expression.run(ground.frame)) };
}

/** The part as its value, or as its failure where nothing is missing that could mend it. */
function settled(json: Json, result: Result, { type }: Expression, { form }: Ground): Json | undefined {
  if (!(result instanceof Unknown)) return writeValue(result, type, form, json);
  const { missing, problem } = result.reasons();
  return problem === undefined || missing.length > 0 ? undefined : { fail: [problem.code, problem.message] };
}

function rebuilt({ name, operands: written, isBare }: Operation, { operands }: Expression, ground: Ground): Json {
  const operator = OPERATORS.get(name);
  const rest = written.map((part, i) => {
    if (i === operator?.path) return part;
    return left(part, operands?.[i], i === operator?.each ? within(operands?.[i], ground) : ground);
  });
  const [only = null] = rest;
  // Why: one operand may stand without its list, unless it is a list.
  if (isBare && !Array.isArray(only)) return simplify(name, rest, operands, only);
  return simplify(name, rest, operands, rest);
}

/** Inside a list operator: what is known there of any element, whatever it be. */
function within(body: Expression | undefined, ground: Ground): Ground {
  const frame = symbolicFrame(ground.frame);
  frame.meter.spend(body?.cost ?? 0);
  return { ...ground, frame, seen: ground.watch.during(() => body?.run(frame)) };
}
