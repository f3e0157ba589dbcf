import type { ObjectRef } from "./reference.ts";

export type Outcome = "allowed" | "denied" | "conditional";

/** The answer to one question. It is an object, and so always truthy: ask `can` for a boolean. */
export type Decision =
  | { readonly outcome: "allowed" }
  | { readonly outcome: "denied" }
  | { readonly outcome: "conditional"; readonly missing: readonly Missing[] };

/**
 * A value that a conditional decision waits for: `context.region`, or an attribute (`resource.amount`, `subject.level`)
 * with the object that lacks it. Sorted by path, then object; each once.
 */
export interface Missing {
  readonly path: string;
  readonly of?: ObjectRef;
}
