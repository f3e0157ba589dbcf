import type { Instant, JsonObject, Model, ObjectRef, SubjectRef, Tuple } from "@relata/model";

/** Everything that an answer depends on, but the question. */
export interface World {
  readonly model: Model;
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly { readonly object: ObjectRef; readonly values: JsonObject }[];
}

/** A question to a world. A subject of several references is `all of` them. */
export interface WorldQuestion {
  readonly subject: readonly SubjectRef[];
  readonly permission: string;
  readonly object: ObjectRef;
  readonly resource: JsonObject;
  readonly context: JsonObject;
  readonly now: Instant;
}

/** What the specification answers: a decision, or the failure that a question must end with. */
export type Verdict =
  | { readonly kind: "allowed" | "denied" | "paradox" | "policy_failed" }
  | { readonly kind: "conditional"; readonly missing: readonly string[] };
