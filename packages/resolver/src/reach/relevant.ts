import type { Spot } from "./spot.ts";

/** Spots from which a walk up can come to one of these, and these themselves. */
export function below(targets: Iterable<Spot>): ReadonlySet<Spot> {
  const found = new Set(targets);
  for (const { leaves } of found) {
    for (const leaf of leaves) {
      if (leaf.kind === "name") found.add(leaf.spot);
      if (leaf.kind === "this") for (const spot of leaf.sets) found.add(spot);
      if (leaf.kind === "arrow") for (const spot of leaf.targets.values()) found.add(spot);
    }
  }
  return found;
}

/** Spots that a walk up from one of these can come to, and these themselves. */
export function above(sources: Iterable<Spot>): ReadonlySet<Spot> {
  const found = new Set(sources);
  for (const { leads } of found) for (const { to } of leads) found.add(to);
  return found;
}
