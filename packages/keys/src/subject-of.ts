import type { SubjectRef } from "@relata/model";
import type { Principal } from "./principal.ts";

/** A subject as questions take it. */
export type Asked = SubjectRef | { readonly allOf: readonly SubjectRef[] };

/**
 * The subject to ask for: `check`, lists, `explain` and all else of the engine then agree by construction.
 *
 * Law: `delegated` = key ∩ owner, for every question.
 */
export function subjectOf({ asks }: Pick<Principal, "asks">): Asked {
  return asks.length === 1 ? asks[0] : { allOf: asks };
}
