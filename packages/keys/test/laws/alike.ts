import { compareText, formatKey, type Model, type SubjectRef, type SubjectType, type Tuple } from "@relata/model";
import type { World } from "@relata/spec";

const PEOPLE = ["user", "apikey"];

/** The model, with a key wherever it admits a user, and a user wherever it admits a key. */
export function admittingAlike(model: Model): Model {
  const types = model.types.map((type) => ({
    ...type,
    relations: type.relations.map((relation) => ({ ...relation, subjects: variantsAlike(relation.subjects) })),
  }));
  return { ...model, types };
}

function variantsAlike(variants: readonly SubjectType[]): readonly SubjectType[] {
  const all = variants.flatMap((variant) =>
    PEOPLE.includes(variant.type) ? PEOPLE.map((type) => ({ ...variant, type })) : [variant],
  );
  const distinct = new Map(all.map((variant) => [orderOf(variant), variant]));
  return [...distinct].toSorted(([a], [b]) => compareText(a, b)).map(([, variant]) => variant);
}

/** Text that sorts variants as a compiled model does. */
function orderOf({ type, relation = "", wildcard, policy = "" }: SubjectType): string {
  return [type, relation, wildcard === true ? "1" : "0", policy].join(" ");
}

/** The tuples, with every key wherever there is every user, and the other way round: a wildcard favours neither. */
export function wildcardsAlike(tuples: readonly Tuple[]): readonly Tuple[] {
  const all = tuples.flatMap((tuple) =>
    PEOPLE.includes(tuple.subject.type) && tuple.subject.id === "*"
      ? PEOPLE.map((type): Tuple => ({ ...tuple, subject: { ...tuple.subject, type } }))
      : [tuple],
  );
  // Of two that differ in what they carry, the one for both is kept.
  return [...new Map(all.map((tuple) => [formatKey(tuple), tuple])).values()];
}

/** The world with `to` in the place of `from`, in tuples and in attributes. */
export function renamed(world: World, from: SubjectRef, to: SubjectRef): World {
  const place = <T extends { readonly type: string; readonly id: string }>(ref: T): T =>
    ref.type === from.type && ref.id === from.id ? { ...ref, ...to } : ref;
  return {
    model: world.model,
    tuples: world.tuples.map((tuple) => ({ ...tuple, object: place(tuple.object), subject: place(tuple.subject) })),
    attributes: world.attributes.map(({ object, values }) => ({ object: place(object), values })),
  };
}
