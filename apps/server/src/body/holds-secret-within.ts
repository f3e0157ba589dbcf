import { holdsSecret } from "@relata/keys";

/**
 * Whether a key stands anywhere in what was parsed, as a value or as a name. Why without recursion: whoever sent lists in lists
 * without an end would end the stack with them.
 */
export function holdsSecretWithin(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string" && holdsSecret(next)) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const name of Object.keys(next)) if (!Array.isArray(next) && holdsSecret(name)) return true;
    for (const one of Object.values(next)) open.push(one);
  }
  return false;
}
