import type { Claims, Names } from "./claims.ts";
import type { Token } from "./token.ts";

/** What a token says of one question: yes, no, or that only the issuer can tell. */
export type Verdict = "allow" | "deny" | "ask";

/**
 * Whether the bearer of the token may do that to the object, as far as the token knows. Read are both the entry of the type and
 * that of the object. Laws: `allow` implies that `check` allows, whatever the request adds; `deny` that it denies; of a complete
 * token `ask` is said only of what stands in `abac_required`. All of the state that the token was made of.
 *
 * The type is one of the model's. The id `*` asks of every object of the type.
 */
export function verdict({ claims }: Pick<Token, "claims">, type: string, id: string, permission: string): Verdict {
  const entries = [type, `${type}:${id}`].filter((entry) => namesAt(claims.permissions, entry).includes(permission));
  if (entries.some((entry) => !namesAt(claims.abac_required, entry).includes(permission))) return "allow";
  return entries.length === 0 && isComplete(claims, type, permission) ? "deny" : "ask";
}

function isComplete({ perm_complete: all, perm_within: within }: Claims, type: string, permission: string): boolean {
  if (all || within === undefined) return all;
  const { types = [type], permissions = [permission] } = within;
  return types.includes(type) && permissions.includes(permission);
}

/** Why not plain access: `constructor` may be the name of a type. */
function namesAt(names: Names, entry: string): readonly string[] {
  return Object.hasOwn(names, entry) ? (names[entry] ?? []) : [];
}
