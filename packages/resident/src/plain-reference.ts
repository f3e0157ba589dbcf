import { idProblem, type ModelIndex, type ObjectRef, type SubjectRef } from "@relata/model";

/**
 * The object, or the plain subject, that stands there in either form. Undefined for a subject set, and for what is no reference to the
 * model: whoever reads the question in full says what is wrong with it.
 */
export function plainReference(index: ModelIndex, given: string | SubjectRef): ObjectRef | undefined {
  if (typeof given !== "string") return isPlain(index, given) ? { type: given.type, id: given.id } : undefined;
  // Invariant: no declared type is a `:`-prefix of another, so that the first that is one is the type.
  for (let colon = given.indexOf(":"); colon !== -1; colon = given.indexOf(":", colon + 1)) {
    const type = given.slice(0, colon);
    if (!index.types.has(type)) continue;
    const id = given.slice(colon + 1);
    return idProblem(id) === undefined ? { type, id } : undefined;
  }
  return undefined;
}

/** Why all of it: callers in plain JavaScript hold what they hold. */
function isPlain(index: ModelIndex, given: unknown): given is ObjectRef {
  if (typeof given !== "object" || given === null) return false;
  const { type, id, relation } = given as { readonly [K in keyof SubjectRef]?: unknown };
  const isNamed = typeof type === "string" && typeof id === "string" && relation === undefined;
  return isNamed && index.types.has(type) && idProblem(id) === undefined;
}
