import { variantsOf } from "@relata/model";
import type { CompiledPermission } from "./compiled-permission.ts";

/** The types whose plain objects some relation on the way to a permission admits as subjects. */
export function admittedTypes({ index, components }: CompiledPermission): ReadonlySet<string> {
  const places = components.all().flatMap((component) => component.places);
  const variants = places.flatMap(({ type, name }) => variantsOf(index, type, name));
  return new Set(variants.filter(({ relation }) => relation === undefined).map(({ type }) => type));
}
