import type { ObjectRef, SubjectRef } from "./reference.ts";
import type { Tuple } from "./tuple.ts";

/** Order of text by UTF-16 code unit: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareObjects(a: ObjectRef, b: ObjectRef): number {
  return compareText(a.type, b.type) || compareText(a.id, b.id);
}

/** Plain subjects come before the subject sets of the same object. */
export function compareSubjects(a: SubjectRef, b: SubjectRef): number {
  return compareObjects(a, b) || compareText(a.relation ?? "", b.relation ?? "");
}

/**
 * The canonical order of tuples: by object, relation and subject. Evaluation walks tuples in this order on every
 * store, so that budgets and explanations do not depend on where the tuples came from.
 */
export function compareTuples(a: Tuple, b: Tuple): number {
  return (
    compareObjects(a.object, b.object) || compareText(a.relation, b.relation) || compareSubjects(a.subject, b.subject)
  );
}
