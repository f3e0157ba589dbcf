import { Failure, isSubjectSet, isWildcard, toObject, type ModelIndex, type SubjectRef } from "@relata/model";
import type { Refused } from "./problems/refused.ts";

/** Who is calling, as an authenticator says it. */
export type Caller =
  | string
  | SubjectRef
  /** Several, who must all be allowed. */
  | { readonly allOf: readonly (string | SubjectRef)[] }
  /** A `Principal` of `@relata/keys`. */
  | { readonly asks: readonly SubjectRef[] }
  /** Nobody, and why. */
  | Refused
  /** Nobody who is known. */
  | null
  | undefined;

export function isRefused(caller: Caller): caller is Refused {
  return typeof caller === "object" && caller !== null && "code" in caller;
}

/**
 * The subjects that questions are asked for. Each is one subject: a caller is no set of them, so that no part of a name
 * (`ann#friend`, `*`) makes it another.
 *
 * @throws Failure `invalid_reference`, `unknown_type`
 */
export function subjectsOf(
  index: ModelIndex,
  caller: Exclude<Caller, Refused | null | undefined>,
): readonly SubjectRef[] {
  const subjects = several(caller).map((one) => oneSubject(index, one));
  if (subjects.length > 0) return subjects;
  throw new Failure(
    "invalid_reference",
    "the caller is nobody: an authenticator names a subject, or answers `undefined`",
  );
}

function several(caller: Exclude<Caller, Refused | null | undefined>): readonly (string | SubjectRef)[] {
  if (typeof caller === "string") return [caller];
  if ("asks" in caller) return caller.asks;
  return "allOf" in caller ? caller.allOf : [caller];
}

/** Why as an object: what is read as one has no `#`. */
function oneSubject(index: ModelIndex, input: string | SubjectRef): SubjectRef {
  const subject = toObject(index, input);
  const isSet = typeof input !== "string" && isSubjectSet(input);
  if (!isSet && !isWildcard(subject)) return subject;
  throw new Failure(
    "invalid_reference",
    "the caller is a set of subjects: an authenticator names one, such as `user:ann`",
  );
}
