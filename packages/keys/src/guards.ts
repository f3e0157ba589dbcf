import { Failure, type ObjectRef } from "@relata/model";
import type { Relata, Schema, Store } from "@relata/core";
import type { Principal, PrincipalKind } from "./principal.ts";
import { Refusal } from "./refusal.ts";
import { subjectOf } from "./subject-of.ts";
import { ROOT } from "./system/system-text.ts";

/** What a route demands: undefined where the caller is let through. Made once, for a route; asked at each request. */
export interface Guard {
  /** For OpenAPI: `review:create`, or `admin`. */
  readonly permission: string;
  readonly check: (principal: Principal, object?: string | ObjectRef) => Promise<Refusal | undefined>;
}

/**
 * The caller may do the action to the resource: `review:create` asks for `create` on the object of the type `review` that is
 * given at the request, and else on every one of them (`review:*`).
 *
 * @throws Failure `invalid_question` for text of another form
 */
export function permissionGuard<S extends Schema, Db extends Store>(engine: Relata<S, Db>, permission: string): Guard {
  const colon = permission.lastIndexOf(":");
  const [type, action] = [permission.slice(0, colon), permission.slice(colon + 1)];
  if (colon < 1 || action === "") {
    throw new Failure("invalid_question", `\`${permission}\` is no permission of a route: write \`review:create\``);
  }
  return guardOf(engine, permission, action, { type, id: "*" });
}

/** The caller holds the relation, on the house itself unless an object is given: `admin`. */
export function relationGuard<S extends Schema, Db extends Store>(
  engine: Relata<S, Db>,
  relation: string,
  object: string | ObjectRef = ROOT,
): Guard {
  return guardOf(engine, relation, relation, object);
}

/** The caller is of one of these kinds: for what people do in browsers alone, for instance. */
export function refuseKinds(principal: Principal, admitted: readonly PrincipalKind[]): Refusal | undefined {
  if (admitted.includes(principal.kind)) return undefined;
  const message = `this is for ${admitted.join(" and ")} alone`;
  return new Refusal("forbidden", "kind", { message, ...keyOf(principal) });
}

function guardOf<S extends Schema, Db extends Store>(
  engine: Relata<S, Db>,
  permission: string,
  name: string,
  otherwise: string | ObjectRef,
): Guard {
  // Why: names of routes are known when the server starts, and not when it is compiled.
  const relata = engine as unknown as Relata;
  return {
    permission,
    async check(principal, object = otherwise) {
      if (await relata.can(subjectOf(principal), name, object)) return undefined;
      const message = `this takes the permission \`${permission}\``;
      return new Refusal("forbidden", "permission", { message, ...keyOf(principal) });
    },
  };
}

function keyOf({ key }: Principal): { readonly key?: string } {
  return key === undefined ? {} : { key };
}
