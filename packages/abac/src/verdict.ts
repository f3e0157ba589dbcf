import type { Instant, JsonObject, Truth } from "@relata/model";

/** Where a policy stands when it is evaluated. A name that is not an own property is absent, and so unknown. */
export interface PolicyScope {
  /** Attributes known of the object where the policy stands. */
  readonly resource: JsonObject;
  /** Attributes known of the request's subject. */
  readonly subject: JsonObject;
  /** What the request supplied. */
  readonly context: JsonObject;
  /** What stands in the tuple that carries the policy. */
  readonly parameters: JsonObject;
  readonly action: string;
  readonly now: Instant;
}

/** A scope of which not everything is known yet: what it lacks may still be supplied. */
export type PolicyKnowledge = Partial<PolicyScope>;

/** What a policy says of one scope. */
export interface PolicyVerdict {
  readonly truth: Truth;
  /**
   * The absent paths that an unknown answer waits for, as the policy writes them: `resource.amount`, `context.region`.
   * A plain parameter is `context.<name>`, since the request can supply it; what the elements of a list lack is
   * `resource.items.*.price`. Sorted, each once; empty when the truth is known.
   */
  readonly missing: readonly string[];
  /** The first problem, in written order, that contributes to an unknown answer. The truth is then UNKNOWN. */
  readonly problem?: PolicyProblem;
  /**
   * The instant before which time alone changes nothing of this; absent where it never does. A comparison of `now` with a
   * value turns over when that is reached; where `now` is used otherwise, it is the present. May be early, never late.
   */
  readonly until?: Instant;
}

/**
 * `wrong_type`: a value is not of its declared type, not one that its operator takes, or not readable at all.
 * `division_by_zero`, and `not_finite` for a result beyond the doubles. `out_of_range`: time beyond the years 0000 to
 * 9999, a duration beyond 64 bits of nanoseconds, or text of more than 100,000 letters. `budget`: the evaluation took
 * more than 100,000 steps.
 */
export const PROBLEM_CODES = ["wrong_type", "division_by_zero", "not_finite", "out_of_range", "budget"] as const;

export type PolicyProblemCode = (typeof PROBLEM_CODES)[number];

/** Why a policy could not say: it combines like unknown, so the answer does not depend on the order of operands. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  readonly message: string;
}

/** Deterministic and total: the same scope gives the same verdict, and nothing is thrown. */
export type CompiledPolicy = (scope: PolicyScope) => PolicyVerdict;
