import type { Name } from "../../parser/syntax.ts";

/** The variables of the list functions around a place, the innermost first; undefined outside of all. */
export type Variables = { readonly variable: Name; readonly outer: Variables } | undefined;

/** How many list functions further out the variable stands, 0 for the innermost; undefined if it is none. */
export function distanceOf(name: string, variables: Variables): number | undefined {
  let distance = 0;
  for (let at = variables; at !== undefined; at = at.outer, distance++) if (at.variable.text === name) return distance;
  return undefined;
}

/** How many list functions stand around the place. */
export function depthOf(variables: Variables): number {
  let depth = 0;
  for (let at = variables; at !== undefined; at = at.outer) depth++;
  return depth;
}
