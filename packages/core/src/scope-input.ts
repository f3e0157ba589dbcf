import { didYouMean, Failure, isWildcard, toObject, type ModelIndex, type ObjectRef } from "@relata/model";
import type { ScopeOf } from "@relata/resolver";

/** Which objects of the type are listed: all, unless a scope is given. */
export interface ScopeInput {
  /** Only objects below this one: those that a tuple of `through` leads from to it, or to another below it. */
  readonly within?: string | ObjectRef;
  /**
   * One relation or several, whatever types have them. A scope is a filter and no permission: a tuple counts if it is there
   * now, and its policy is not asked.
   */
  readonly through?: string | readonly string[];
}

/** @throws Failure `invalid_question`, `invalid_reference`, `unknown_type`, `unknown_relation` */
export function toScope(index: ModelIndex, { within, through }: ScopeInput): { readonly scope?: ScopeOf } {
  if (within === undefined && through === undefined) return {};
  if (within === undefined || through === undefined) {
    throw new Failure(
      "invalid_question",
      "`within` and `through` go together: an object, and relations that lead to it",
    );
  }
  const object = toObject(index, within);
  if (isWildcard(object)) {
    throw new Failure("invalid_question", "`within` is one object: nothing lies below every object of a type at once");
  }
  const relations = typeof through === "string" ? [through] : through;
  if (!Array.isArray(relations) || relations.length === 0) {
    throw new Failure("invalid_question", "`through` is a relation, or a list of relations");
  }
  return { scope: { within: object, through: relations.map((one: unknown) => toRelation(index, one)) } };
}

function toRelation(index: ModelIndex, name: unknown): string {
  if (typeof name !== "string") throw new Failure("invalid_question", "a relation of `through` is text");
  const relations = [...index.types.values()].map((type) => type.relations);
  if (relations.some((of) => of.has(name))) return name;
  const meant = didYouMean(
    name,
    relations.flatMap((of) => [...of.keys()]),
  );
  throw new Failure("unknown_relation", `no type has a relation \`${name}\`${meant}`);
}
