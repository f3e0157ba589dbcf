import { idProblem, splitObject, type ModelIndex, type ObjectRef, type SubjectRef } from "@relata/model";

/**
 * The object, or the plain subject, that stands there in either form. Undefined for a subject set, and for what is no reference to the
 * model: whoever reads the question in full says what is wrong with it.
 */
export function plainReference(index: ModelIndex, given: string | SubjectRef): ObjectRef | undefined {
  const object = typeof given === "string" ? splitObject(index, given) : named(index, given);
  return object !== undefined && idProblem(object.id) === undefined ? object : undefined;
}

/** Why all of it: callers in plain JavaScript hold what they hold. */
function named(index: ModelIndex, given: unknown): ObjectRef | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { type, id, relation } = given as { readonly [K in keyof SubjectRef]?: unknown };
  if (typeof type !== "string" || typeof id !== "string" || relation !== undefined) return undefined;
  return index.types.has(type) ? { type, id } : undefined;
}
