/** What every policy can read, and so what none of its parameters can be called. */
export const RESERVED = new Set(["resource", "subject", "context", "action", "now", "true", "false", "null", "in"]);

/**
 * What the parameters of all policies of a model are called. One name for one name, whichever policy it is in: a request gives
 * its values to all policies by name.
 *
 * ```text
 * now → given_now        and, where some policy has a parameter `given_now`: given_now_
 * ```
 */
export function parameterNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const all = new Set(names);
  const result = new Map<string, string>();
  for (const name of all) {
    let called = RESERVED.has(name) ? `given_${name}` : name;
    while (called !== name && all.has(called)) called += "_";
    result.set(name, called);
  }
  return result;
}

/** Values by the names that parameters have here: of a request, or of a tuple. */
export function renamed<T>(
  values: { readonly [name: string]: T },
  names: ReadonlyMap<string, string>,
): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [names.get(name) ?? name, value]));
}
