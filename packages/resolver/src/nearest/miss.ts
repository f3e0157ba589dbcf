import type { DecidingClause } from "@relata/abac";
import type { Json, ObjectRef, Tuple } from "@relata/model";

/**
 * One change that, made alone, turns a denied question into an allowed one: it has been asked again with it. A tuple to
 * write or to delete, a tuple to replace (its window, or a parameter of its policy), or a value that a policy reads.
 */
export type Miss =
  | { readonly kind: "write"; readonly tuple: Tuple }
  | { readonly kind: "delete"; readonly tuple: Tuple }
  | ReplaceMiss
  | AttributeMiss;

/** A live tuple that would grant, or not exclude, if it were another. */
export interface ReplaceMiss {
  readonly kind: "replace";
  /** What to write in the place of `instead`. */
  readonly tuple: Tuple;
  readonly instead: Tuple;
  readonly why: "too_early" | "expired" | "parameter";
}

/** A value that a clause of a policy read: of an object, of the subject, of the request, or a parameter of the tuple. */
export interface AttributeMiss {
  readonly kind: "attribute";
  /** `resource.amount`, `subject.level`, `context.region`, or the name of a parameter. */
  readonly path: string;
  /** Whose attribute; absent for what the request supplies, and for a parameter. */
  readonly of?: ObjectRef;
  /** The tuple whose parameter it is. */
  readonly tuple?: Tuple;
  readonly policy: string;
  /** The object where the policy stands. */
  readonly object: ObjectRef;
  readonly clause: DecidingClause;
  /** What it is. */
  readonly value: Json;
  /**
   * What it would have to be, where one comparison determines it. Where none does, another value may do: without this one the
   * question waits for it, and for nothing else.
   */
  readonly needs?: Json;
}
