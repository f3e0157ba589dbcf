import type { SubjectType } from "./model.ts";
import type { ModelIndex } from "./model-index.ts";
import type { Arrow, Computed, Rewrite } from "./rewrite.ts";

/** A name of a type, which an object of that type is asked for. */
export interface Place {
  readonly type: string;
  readonly name: string;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.name === b.name && a.type === b.type;
}

/** One text for each place, for maps. */
export function placeKey({ type, name }: Place): string {
  return JSON.stringify([type, name]);
}

/**
 * The name under which an arrow asks for its target. An arrow behind an arrow has none in the model: it is called by its own
 * JSON, which no name of a model can be.
 */
export function targetName(target: Computed | Arrow): string {
  return target.kind === "computed" ? target.relation : JSON.stringify(target);
}

/** The expression behind a name; undefined where the type has none of that name, and so grants nothing. */
export function rewriteOf(index: ModelIndex, { type, name }: Place): Rewrite | undefined {
  return name.startsWith("{") ? (JSON.parse(name) as Arrow) : index.types.get(type)?.rewrites.get(name);
}

/** The kinds of subjects whose tuples under the relation count. */
export function variantsOf(index: ModelIndex, type: string, relation: string): readonly SubjectType[] {
  return index.types.get(type)?.relations.get(relation)?.subjects ?? [];
}

/** Those that an arrow follows: all but the wildcard of a type. */
export function followed(index: ModelIndex, type: string, relation: string): readonly SubjectType[] {
  return variantsOf(index, type, relation).filter((variant) => variant.relation !== undefined || !variant.wildcard);
}
