import { compareTuples, formatTuple, parseInstant, type Instant, type ObjectRef, type Tuple } from "@relata/model";
import type { SubjectRef, TuplePolicy } from "@relata/model";

/** `group:eng`: no model is at hand here, so the type ends at the first colon. */
export function object(text: string): ObjectRef {
  const colon = text.indexOf(":");
  return { type: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** `user:ann`, `user:*` or `group:eng#member`. */
export function subject(text: string): SubjectRef {
  const hash = text.indexOf("#");
  if (hash === -1) return object(text);
  return { ...object(text.slice(0, hash)), relation: text.slice(hash + 1) };
}

export interface Value {
  readonly policy?: TuplePolicy;
  readonly from?: string;
  readonly until?: string;
}

/** A tuple from the text of its key, with what it carries. */
export function tuple(text: string, { policy, from, until }: Value = {}): Tuple {
  const hash = text.indexOf("#");
  const at = text.indexOf("@", hash);
  return {
    object: object(text.slice(0, hash)),
    relation: text.slice(hash + 1, at),
    subject: subject(text.slice(at + 1)),
    ...(policy !== undefined && { policy }),
    ...(from !== undefined && { from: instant(from) }),
    ...(until !== undefined && { until: instant(until) }),
  };
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new TypeError(`\`${text}\` is not an instant`);
  return parsed;
}

export function tuples(...keys: readonly string[]): readonly Tuple[] {
  return keys.map((key) => tuple(key));
}

/** Tuples as text in canonical order: answers may come in any. */
export function texts(of: readonly Tuple[]): readonly string[] {
  return [...of].sort(compareTuples).map(formatTuple);
}
