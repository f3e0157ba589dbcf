import { samePlace, type Place, type SubjectType } from "@relata/model";

/** Kinds of subjects that lead to the same name of the same type. */
export interface VariantGroup {
  readonly to: Place;
  readonly variants: readonly SubjectType[];
}

/** The variants by where they lead, in the order in which each place comes first. */
export function variantGroups(
  variants: readonly SubjectType[],
  leads: (variant: SubjectType) => Place,
): readonly VariantGroup[] {
  const groups: { to: Place; variants: SubjectType[] }[] = [];
  for (const variant of variants) {
    const to = leads(variant);
    const known = groups.find((group) => samePlace(group.to, to));
    if (known === undefined) groups.push({ to, variants: [variant] });
    else known.variants.push(variant);
  }
  return groups;
}
