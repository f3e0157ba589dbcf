/** An object: the thing protected. The id `*` is every object of the type. */
export interface ObjectRef {
  readonly type: string;
  readonly id: string;
}

/**
 * What stands right of `@`: one subject (`user:ann`), every subject of a type (`user:*`), or, with a relation, the
 * subject set of an object (`group:eng#member`).
 */
export interface SubjectRef extends ObjectRef {
  readonly relation?: string;
}

/** The id that stands for every object, or every plain subject, of a type. */
export const WILDCARD = "*";

export function isWildcard(reference: ObjectRef): boolean {
  return reference.id === WILDCARD;
}

export function isSubjectSet(subject: SubjectRef): subject is SubjectRef & { readonly relation: string } {
  return subject.relation !== undefined;
}

export function sameObject(a: ObjectRef, b: ObjectRef): boolean {
  return a.id === b.id && a.type === b.type;
}

export function sameSubject(a: SubjectRef, b: SubjectRef): boolean {
  return a.id === b.id && a.type === b.type && a.relation === b.relation;
}

/** `document:readme`. */
export function formatObject(object: ObjectRef): string {
  return `${object.type}:${object.id}`;
}

/** `user:ann`, or `group:eng#member`. */
export function formatSubject(subject: SubjectRef): string {
  return subject.relation === undefined ? formatObject(subject) : `${formatObject(subject)}#${subject.relation}`;
}
