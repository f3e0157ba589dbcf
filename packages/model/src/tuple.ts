import type { Instant } from "./instant.ts";
import type { JsonObject } from "./json.ts";
import { sameObject, sameSubject, type ObjectRef, type SubjectRef } from "./reference.ts";

/** What identifies a tuple: there is at most one live tuple with one key. */
export interface TupleKey {
  readonly object: ObjectRef;
  readonly relation: string;
  readonly subject: SubjectRef;
}

/** The policy that a tuple carries, with the parameters that stand in the tuple. */
export interface TuplePolicy {
  readonly name: string;
  readonly parameters: JsonObject;
}

/**
 * One stored fact: the subject holds the relation on the object, where the policy is true, and within the window from
 * `from` (inclusive) until `until` (exclusive). Outside its window a tuple does not exist.
 */
export interface Tuple extends TupleKey {
  readonly policy?: TuplePolicy;
  readonly from?: Instant;
  readonly until?: Instant;
}

export function sameKey(a: TupleKey, b: TupleKey): boolean {
  return a.relation === b.relation && sameObject(a.object, b.object) && sameSubject(a.subject, b.subject);
}

/** Whether the tuple exists at that instant. */
export function inWindow(tuple: Tuple, now: Instant): boolean {
  return (tuple.from === undefined || tuple.from <= now) && (tuple.until === undefined || now < tuple.until);
}

/** The next instant at which time alone makes the tuple exist, or no more; undefined where that is never. */
export function nextEdge({ from, until }: Tuple, now: Instant): Instant | undefined {
  if (from !== undefined && now < from) return from;
  return until !== undefined && now < until ? until : undefined;
}
