import { meant } from "../diagnostics/meant.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Name, PolicySyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import type { PolicyReading } from "./check-policy.ts";
import type { PolicyTypes } from "./policy-types.ts";

/** Missing attributes that one diagnostic names. */
const MAX_NAMED = 5;

/**
 * Checks every place that uses a policy: `when` in a rewrite, and `with` on a subject of a relation. In both, `resource` is
 * an object of the type in which the policy is named, so that type must declare all that the policy reads of it; the
 * mistake is told at the use, because the policy may be right elsewhere. Attributes must also be of types that the policy
 * can work with, which `PolicyTypes` checks.
 *
 * Errors: `unknown_policy`, `unknown_attribute`, `tuple_parameter_in_when`.
 */
export class PolicyUses {
  readonly #scope: Scope;
  readonly #types: PolicyTypes;
  readonly #reporter: Reporter;
  readonly #reads = new Map<PolicySyntax, PolicyReading>();
  readonly #used = new Map<PolicySyntax, Set<TypeScope>>();

  constructor(scope: Scope, types: PolicyTypes, reporter: Reporter) {
    this.#scope = scope;
    this.#types = types;
    this.#reporter = reporter;
  }

  /** Makes known what a policy reads. Every policy comes before its uses. */
  add(policy: PolicySyntax, reading: PolicyReading): void {
    this.#reads.set(policy, reading);
    this.#types.check(policy, reading);
  }

  /** A policy on an expression of a type: no tuple is there to hold parameters. */
  when(name: Name, type: TypeScope): void {
    const policy = this.with(name, type);
    const parameter = policy?.parameters.find((each) => each.tuple);
    if (parameter === undefined) return;
    const message = `policy \`${name.text}\` takes \`${parameter.name.text}\` from a tuple, and \`when\` has none`;
    const hint = "use it as `with` on a relation, or remove `tuple` from the parameter";
    this.#reporter.report("tuple_parameter_in_when", name.place, message, hint);
  }

  /** A policy on the tuples of a relation of a type: its `resource` is an object of that type. */
  with(name: Name, type: TypeScope): PolicySyntax | undefined {
    const policy = this.#scope.policies.get(name.text);
    if (policy === undefined) {
      const message = `unknown policy \`${name.text}\``;
      this.#reporter.report("unknown_policy", name.place, message, meant(name.text, this.#scope.policies));
      return undefined;
    }
    const types = this.#used.get(policy) ?? new Set();
    this.#used.set(policy, types.add(type));
    this.#checkResource(policy, name, type);
    this.#types.checkUse(policy, name, type);
    return policy;
  }

  /** The types in which a policy stands. */
  typesOf(policy: PolicySyntax): ReadonlySet<TypeScope> {
    return this.#used.get(policy) ?? new Set();
  }

  /** Once all uses are known: a policy that none uses may read what at least one type declares. */
  finish(): void {
    for (const [policy, reads] of this.#reads) {
      if (this.#used.has(policy)) continue;
      for (const [attribute, [place]] of reads.resource) {
        if (place === undefined || this.#scope.attributes.has(attribute)) continue;
        const message = `no type declares the attribute \`${attribute}\``;
        this.#reporter.report("unknown_attribute", place, message, meant(attribute, this.#scope.attributes));
      }
    }
  }

  /** Cost: the attributes that the type declares, and a few more; so a huge policy with many uses stays cheap. */
  #checkResource(policy: PolicySyntax, name: Name, type: TypeScope): void {
    const missing: string[] = [];
    for (const attribute of this.#reads.get(policy)?.resource.keys() ?? []) {
      if (!type.attributes.has(attribute)) missing.push(attribute);
      if (missing.length > MAX_NAMED) break;
    }
    const [first] = missing;
    if (first === undefined) return;
    const paths = missing.slice(0, MAX_NAMED).map((attribute) => `\`resource.${attribute}\``);
    const more = missing.length > MAX_NAMED ? " and more" : "";
    const message = `policy \`${name.text}\` reads ${paths.join(", ")}${more}, which type \`${type.name}\` does not declare`;
    const declare = `declare it: \`attribute ${first}: …\` in type \`${type.name}\``;
    this.#reporter.report("unknown_attribute", name.place, message, meant(first, type.attributes, declare));
  }
}
