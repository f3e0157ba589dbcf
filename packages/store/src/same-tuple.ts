import { sameJson, sameKey, type Tuple } from "@relata/model";

/**
 * Whether two tuples are equal in key, policy, parameters and window: a touch with an equal tuple changes nothing. A
 * policy without parameters and no policy at all differ by its name.
 */
export function sameTuple(a: Tuple, b: Tuple): boolean {
  return (
    sameKey(a, b) &&
    a.from === b.from &&
    a.until === b.until &&
    a.policy?.name === b.policy?.name &&
    sameJson(a.policy?.parameters ?? {}, b.policy?.parameters ?? {})
  );
}
