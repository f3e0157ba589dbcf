import { policyProblems, type BodyProblem } from "@relata/abac";
import { formatValueType, indexModel, type ModelIndex, type Policy } from "@relata/model";

import { buildAttributes } from "../compiler/build-attributes.ts";
import { buildPolicy } from "../compiler/build-policy.ts";
import type { Hint, Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source-file.ts";
import { ROOTS } from "../parser/policy-expression/roots.ts";
import type { Name, PolicySyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import type { PolicyReading } from "./check-policy.ts";
import { placeOfProblem } from "./place-of-problem.ts";
import { wordsOfProblem } from "./words-of-problem.ts";

/** One policy, with what has been said of it. */
interface Checked {
  readonly policy: Policy;
  readonly reading: PolicyReading;
  /** The attributes of `resource` that it reads and that not all types declare alike. */
  readonly disputed: readonly string[];
  /** Parts of the body of which something has been said, as JSON pointers. */
  readonly told: Set<string>;
  readonly types: Set<TypeScope>;
}

/**
 * Checks what operators make of the values that they are given, which is for the evaluator to say: each policy by itself,
 * and then wherever it is used, where attributes of `resource` are those of one type. A mistake is told once, at the part of
 * the body that is wrong, however many uses show it. Paths that lead nowhere are told by others.
 *
 * Errors: `policy_type`. Cost: the size of a policy, for each type on which it is used.
 */
export class PolicyTypes {
  readonly #scope: Scope;
  readonly #reporter: Reporter;
  readonly #checked = new Map<PolicySyntax, Checked>();
  #model: ModelIndex | undefined;
  #disputed: ReadonlySet<string> | undefined;

  constructor(scope: Scope, reporter: Reporter) {
    this.#scope = scope;
    this.#reporter = reporter;
  }

  /** A policy by itself. One whose parameters are refused has no types to check. */
  check(syntax: PolicySyntax, reading: PolicyReading): void {
    const names = new Set(syntax.parameters.map(({ name }) => name.text));
    const refused = names.size !== syntax.parameters.length || ROOTS.some((root) => names.has(root));
    if (syntax.body?.node === undefined || refused) return;
    const policy = buildPolicy(syntax);
    const disputed = [...reading.resource.keys()].filter((attribute) => this.#disputes().has(attribute));
    const checked: Checked = { policy, reading, disputed, told: new Set(), types: new Set() };
    this.#checked.set(syntax, checked);
    const unread = withUnread(reading, this.#scope.attributes);
    for (const problem of policyProblems(policy, this.#index())) this.#report(problem, syntax, checked, unread);
  }

  /**
   * A policy on the objects of a type. Why only some uses are checked: where the type declares what the policy reads as all
   * types do, the policy by itself has shown what is wrong.
   */
  checkUse(syntax: PolicySyntax, use: Name, type: TypeScope): void {
    const checked = this.#checked.get(syntax);
    if (checked === undefined || checked.types.has(type)) return;
    checked.types.add(type);
    const resource = this.#index().types.get(type.name)?.definition;
    if (resource === undefined || !checked.disputed.some((attribute) => type.attributes.has(attribute))) return;
    const unread = withUnread(checked.reading, type.attributes);
    const told = new Set(checked.told);
    const where = (): string => `this is so on type \`${type.name}\` (${this.#reporter.describe(use.place)})`;
    for (const problem of policyProblems(checked.policy, this.#index(), { resource })) {
      if (!told.has(problem.pointer)) this.#report(problem, syntax, checked, unread, where);
    }
  }

  #report(
    problem: BodyProblem,
    { body, required }: PolicySyntax,
    { told }: Checked,
    refused: ReadonlySet<Place>,
    where?: () => string,
  ): void {
    told.add(problem.pointer);
    if (body?.node === undefined) return;
    const found = placeOfProblem(body.node, problem);
    if (found.path !== undefined && refused.has(found.path)) return;
    const words = wordsOfProblem(problem, found, body.kind);
    const path = words.required === undefined ? undefined : required.find(({ text }) => words.required?.(text));
    if (words.required !== undefined && required.some(({ place }) => refused.has(place))) return;
    const hint: Hint = where === undefined ? words.hint : () => `${words.hint}; ${where()}`;
    this.#reporter.report("policy_type", path?.place ?? found.place, words.message, hint);
  }

  #index(): ModelIndex {
    this.#model ??= indexModel(buildAttributes(this.#scope));
    return this.#model;
  }

  #disputes(): ReadonlySet<string> {
    this.#disputed ??= disputedAttributes(this.#scope);
    return this.#disputed;
  }
}

/** Paths of which nothing need be said: refused ones, and attributes that are not declared, which are told at the use. */
function withUnread(
  { refused, resource }: PolicyReading,
  declared: { has(name: string): boolean },
): ReadonlySet<Place> {
  const unread = [...resource].filter(([attribute]) => !declared.has(attribute)).flatMap(([, places]) => places);
  return new Set([...refused, ...unread]);
}

/** The attributes that two types declare as different types of values. */
function disputedAttributes({ types }: Scope): ReadonlySet<string> {
  const known = new Map<string, string>();
  const disputed = new Set<string>();
  for (const { attributes } of types.values()) {
    for (const [name, field] of attributes) {
      const type = formatValueType(field.type);
      if ((known.get(name) ?? type) !== type) disputed.add(name);
      known.set(name, type);
    }
  }
  return disputed;
}
