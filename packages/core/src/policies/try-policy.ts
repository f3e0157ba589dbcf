import { residual, tracePolicy, type PolicyTrace } from "@relata/abac";
import {
  didYouMean,
  Failure,
  indexModel,
  instantFromMs,
  isJsonObject,
  UNKNOWN,
  type Json,
  type JsonObject,
  type Model,
  type ModelIndex,
  type Policy,
} from "@relata/model";
import { toInstant, type InstantInput } from "../tuple-input.ts";

/** A policy, and all that it may read: what a tuple, a store and a request would bring along. */
export interface PolicyInput {
  readonly policy: string;
  /** The type of the object where the policy stands; its attributes are then the only ones of `resource`. */
  readonly type?: string;
  /** Attributes of that object, trusted ones too: nobody is asking here. */
  readonly resource?: JsonObject;
  readonly subject?: JsonObject;
  readonly context?: JsonObject;
  /** What stands in the tuple. */
  readonly parameters?: JsonObject;
  /** The permission that is asked for; unknown permissions are texts like others. */
  readonly action?: string;
  readonly now?: InstantInput;
}

/** What a policy says by itself. */
export interface PolicyTrial extends PolicyTrace {
  readonly policy: Policy;
  /** What is left of the body once all that is given is known; there exactly where the answer is unknown. */
  readonly residual?: Json;
}

/**
 * Evaluates one policy over values that are given, with what each of its clauses gave: for tests, and for whoever wonders.
 * No store is read, and nothing is decided.
 *
 * @throws Failure `unknown_policy`, `unknown_type`, `invalid_question`, `invalid_model`, `budget_exceeded`
 */
export function tryPolicy(model: Model, input: PolicyInput, clock: () => number = Date.now): PolicyTrial {
  const index = indexModel(model);
  const policy = policyOf(model, input.policy);
  const site = { resource: typeOf(index, input.type) };
  for (const name of Object.keys(input.parameters ?? {})) requireParameter(policy, name);
  const scope = {
    resource: values(input.resource, "resource"),
    subject: values(input.subject, "subject"),
    context: values(input.context, "context"),
    parameters: values(input.parameters, "parameters"),
    action: input.action ?? "",
    now: input.now === undefined ? instantFromMs(clock()) : toInstant(input.now, "now", "invalid_question"),
  };
  const trace = tracePolicy(policy, index, scope, site);
  if (trace.verdict.truth !== UNKNOWN) return { policy, ...trace };
  return { policy, ...trace, residual: residual(policy, index, scope, site).body };
}

function policyOf(model: Model, name: string): Policy {
  const policy = model.policies.find((each) => each.name === name);
  if (policy !== undefined) return policy;
  const names = model.policies.map((each) => each.name);
  throw new Failure("unknown_policy", `unknown policy \`${name}\`${didYouMean(name, names)}`);
}

function typeOf(index: ModelIndex, name: string | undefined) {
  if (name === undefined) return undefined;
  const type = index.types.get(name);
  if (type !== undefined) return type.definition;
  throw new Failure("unknown_type", `unknown type \`${name}\`${didYouMean(name, index.types.keys())}`);
}

function requireParameter({ name: policy, parameters }: Policy, given: string): void {
  const names = parameters.map(({ name }) => name);
  if (names.includes(given)) return;
  const hint = names.length === 0 ? "; it has none" : didYouMean(given, names);
  throw new Failure("invalid_question", `policy \`${policy}\` has no parameter \`${given}\`${hint}`);
}

function values(given: JsonObject | undefined, part: string): JsonObject {
  if (given === undefined || isJsonObject(given)) return given ?? {};
  throw new Failure("invalid_question", `\`${part}\` must be an object of named values`);
}
