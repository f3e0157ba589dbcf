import type { DecidingClause } from "@relata/abac";
import type { Decision, Missing, ObjectRef, SubjectRef, Truth, Tuple } from "@relata/model";
import type { Miss } from "./nearest/miss.ts";

/** Why a question was answered as it was. */
export interface Explanation {
  readonly decision: Decision;
  /** One for each subject that was asked about, in the order of the question. */
  readonly reasons: readonly Reason[];
  /** Of what is denied: single changes that would allow it, the nearest first. Empty for other answers. */
  readonly misses: readonly Miss[];
}

/**
 * The reason for the answer about one subject: a graph of names, flat, so that no depth of data makes it hard to
 * store or to walk. The first name is the permission asked for; every `name` step below refers to another of the list.
 */
export interface Reason {
  readonly subject: SubjectRef;
  readonly names: readonly NamedReason[];
}

/** Why a relation or a permission of an object has its truth. */
export interface NamedReason {
  readonly object: ObjectRef;
  readonly name: string;
  readonly truth: Truth;
  readonly step: Step;
}

/**
 * One step of a reason. What is true shows only what makes it true, and so a shortest proof; what is false shows every
 * operand that failed; what is unknown, every operand that is unknown.
 */
export type Step =
  | NameStep
  | TupleStep
  | ArrowStep
  | PolicyStep
  | { readonly kind: "union" | "intersection"; readonly truth: Truth; readonly of: readonly Step[] }
  /** `from` without `less`: true shows both, otherwise a side that does not matter is left out. */
  | { readonly kind: "exclusion"; readonly truth: Truth; readonly from?: Step; readonly less?: Step }
  /** An operand that depends on its own negation. The answer does not hang on it, or it would be a failure. */
  | { readonly kind: "paradox"; readonly truth: Truth }
  /** The subject is the very set, or under `self` the very object, that is asked about. */
  | { readonly kind: "identity"; readonly truth: Truth }
  /** `self`, for another subject. */
  | { readonly kind: "not_self"; readonly truth: Truth }
  /** A tuple that would count, but is outside its window. */
  | { readonly kind: "absent"; readonly truth: Truth; readonly tuple: Tuple; readonly why: "too_early" | "expired" }
  /** No tuple of the relation names the subject, or a set that it is in. */
  | { readonly kind: "no_tuple"; readonly truth: Truth; readonly object: ObjectRef; readonly relation: string }
  | { readonly kind: "nil"; readonly truth: Truth };

/** A relation or permission, explained under its own name in the list. Met again below itself it is a cycle. */
export interface NameStep {
  readonly kind: "name";
  readonly truth: Truth;
  readonly object: ObjectRef;
  readonly name: string;
}

/** A tuple with what it depends on: its policy, the subject set it names, or, under an arrow, what its object grants. */
export interface TupleStep {
  readonly kind: "tuple";
  readonly truth: Truth;
  readonly tuple: Tuple;
  readonly of: readonly Step[];
}

/** The steps over an arrow. No step at all is false, for `any` and for `all`. */
export interface ArrowStep {
  readonly kind: "arrow";
  readonly truth: Truth;
  readonly object: ObjectRef;
  readonly relation: string;
  readonly quantifier: "any" | "all";
  readonly target: string;
  readonly of: readonly Step[];
}

/** What a policy said of an object, and what it waits for or failed on. */
export interface PolicyStep {
  readonly kind: "policy";
  readonly truth: Truth;
  readonly policy: string;
  readonly object: ObjectRef;
  /** The subject whose attributes it reads; absent for a subject set, which has none. */
  readonly subject?: ObjectRef;
  readonly missing: readonly Missing[];
  /** The clauses that made it true or false, with what they read. */
  readonly clauses?: readonly DecidingClause[];
  readonly problem?: { readonly code: string; readonly message: string };
}

/** The steps directly below one step. */
export function stepsBelow(step: Step): readonly Step[] {
  switch (step.kind) {
    case "tuple":
    case "arrow":
    case "union":
    case "intersection":
      return step.of;
    case "exclusion":
      return [step.from, step.less].filter((part) => part !== undefined);
    case "name":
    case "identity":
    case "not_self":
    case "absent":
    case "no_tuple":
    case "nil":
    case "paradox":
    case "policy":
      return [];
  }
}

/** The step and everything below it within one name, in the order in which it reads. */
export function* walkSteps(step: Step): Generator<Step> {
  yield step;
  for (const below of stepsBelow(step)) yield* walkSteps(below);
}
