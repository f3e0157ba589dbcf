import {
  compilePolicy,
  decidingClauses,
  policyProblems,
  tracePolicy,
  type CompiledPolicy,
  type DecidingClause,
  type PolicyScope,
  type PolicySite,
} from "@relata/abac";
import { Failure, type Model, type ModelIndex, type Policy } from "@relata/model";
import { shapeOf } from "./shape.ts";

/**
 * The policies of a model, each compiled once for each type on whose objects it stands: an attribute is read as that type
 * declares it, as it was when the policy was checked there.
 */
export class PolicyShelf {
  readonly #index: ModelIndex;
  readonly #compiled = new Map<string, Map<string, CompiledPolicy>>();

  constructor(index: ModelIndex) {
    this.#index = index;
  }

  /**
   * The policy as it stands on objects of that type.
   *
   * @throws Failure `unknown_policy`; `invalid_model` where the policy can stand on no type at all
   */
  at(name: string, type: string): CompiledPolicy {
    const known = this.#compiled.get(name)?.get(type);
    if (known !== undefined) return known;
    const policy = this.#policy(name);
    const made = compilePolicy(policy, this.#index, this.#siteOf(policy, type));
    const ofPolicy = this.#compiled.get(name) ?? new Map<string, CompiledPolicy>();
    this.#compiled.set(name, ofPolicy.set(type, made));
    return made;
  }

  /** The clauses that made the policy true or false where it stands. Cost: a compilation and an evaluation. */
  decidingClauses(name: string, type: string, scope: PolicyScope): readonly DecidingClause[] {
    const policy = this.#policy(name);
    return decidingClauses(policy, tracePolicy(policy, this.#index, scope, this.#siteOf(policy, type)));
  }

  #policy(name: string): Policy {
    const policy = this.#index.policies.get(name);
    if (policy === undefined) throw new Failure("unknown_policy", `unknown policy \`${name}\``);
    return policy;
  }

  /** A policy that reads what the type lacks waits for it, as it does where no type is known. */
  #siteOf(policy: Policy, type: string): PolicySite {
    const site = { resource: this.#index.types.get(type)?.definition };
    return policyProblems(policy, this.#index, site).length === 0 ? site : {};
  }
}

const shelves = new WeakMap<Model, PolicyShelf>();

/** The shelf of a model, made once. */
export function policiesOf(model: Model): PolicyShelf {
  const known = shelves.get(model);
  if (known !== undefined) return known;
  const shelf = new PolicyShelf(shapeOf(model).index);
  shelves.set(model, shelf);
  return shelf;
}
