import { placeKey, policiesOf, rewriteOf, type ModelIndex, type Place, type Rewrite } from "@relata/model";
import { requireTranslatable } from "../policy/translatable.ts";
import { Components } from "./components.ts";
import { stepsOf, type Step } from "./steps.ts";

/** How a permission of a type is asked in SQL: what the model says of it, and nothing of data or of who asks. */
export interface CompiledPermission {
  readonly index: ModelIndex;
  readonly start: Place;
  readonly components: Components;
  /** The steps within its cycle, of a name that is in one. */
  readonly stepsOf: (place: Place) => readonly Step[];
}

const permissions = new WeakMap<ModelIndex, Map<string, CompiledPermission>>();

/**
 * Compiles a permission: made once for a model.
 *
 * @throws Failure `not_expressible`
 */
export function compilePermission(index: ModelIndex, start: Place): CompiledPermission {
  let known = permissions.get(index);
  if (known === undefined) permissions.set(index, (known = new Map()));
  const key = placeKey(start);
  let permission = known.get(key);
  if (permission === undefined) known.set(key, (permission = compile(index, start)));
  return permission;
}

function compile(index: ModelIndex, start: Place): CompiledPermission {
  const components = new Components(index, start);
  const steps = new Map<Place, readonly Step[]>();
  for (const component of components.all()) {
    for (const place of component.places) {
      const rewrite: Rewrite = rewriteOf(index, place) ?? { kind: "nil" };
      for (const policy of policiesOf(index, place, rewrite)) requireTranslatable(index, policy, place.type);
      if (component.isCyclic) steps.set(place, stepsOf(index, component, place, rewrite));
    }
  }
  return { index, start, components, stepsOf: (place) => steps.get(place) ?? [] };
}
