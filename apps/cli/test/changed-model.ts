import { MODEL } from "./world.ts";

/**
 * The model of the documents with parts of it replaced. Throws where there is nothing to replace: a test of a change must
 * not go on without one.
 */
export function changedModel(...parts: readonly (readonly [from: RegExp, to: string])[]): string {
  return parts.reduce((text, [from, to]) => {
    const next = text.replaceAll(from, to);
    if (next === text) throw new Error(`the model has no ${from}`);
    return next;
  }, MODEL);
}

/** Clerks no longer write. */
export const WITHOUT_CLERKS_WRITING: readonly [RegExp, string] = [/(permission write\s*=) owner \+ clerk/g, "$1 owner"];
