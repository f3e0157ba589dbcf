import type { Instant } from "./instant.ts";
import type { ObjectRef } from "./reference.ts";

export type Outcome = "allowed" | "denied" | "conditional";

/** The answer to one question. It is an object, and so always truthy: ask `can` for a boolean. */
export type Decision = Lasting &
  (
    | { readonly outcome: "allowed" }
    | { readonly outcome: "denied" }
    | { readonly outcome: "conditional"; readonly missing: readonly Missing[] }
  );

/** What holds for a while, as far as it depends on time alone. Writes, attributes and requests may change it sooner. */
export interface Lasting {
  /**
   * The instant before which time alone changes nothing: a window opens or closes, or a comparison of a policy turns over.
   * May be early, never late; the instant of the question itself where a policy uses `now` in another way. Absent where
   * time never changes it.
   */
  readonly validUntil?: Instant;
}

/**
 * A value that a conditional decision waits for: `context.region`, or an attribute (`resource.amount`, `subject.level`)
 * with the object that lacks it. Sorted by path, then object; each once.
 */
export interface Missing {
  readonly path: string;
  readonly of?: ObjectRef;
}
