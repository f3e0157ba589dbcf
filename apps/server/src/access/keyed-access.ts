import type { Relata } from "@relata/core";
import {
  ANYWHERE,
  isRefusal,
  permissionGuard,
  Refusal,
  refuseKinds,
  relationGuard,
  type Authentication,
  type Guard,
  type Keys,
  type Principal,
  type RequestFacts,
} from "@relata/keys";
import type { Context, MiddlewareHandler, Next } from "hono";
import { limitHeaders } from "@relata/middleware";
import { refusalProblem } from "../problems/refusal-problem.ts";
import type { ServerEnv } from "../server-env.ts";
import { requestFacts } from "./request-facts.ts";
import type { Access, Caller } from "./access.ts";
import { openRoute } from "./open-route.ts";
import type { RoutePolicy } from "./route-policy.ts";
import { stating } from "./stated.ts";

export interface KeyedAccessOptions {
  readonly authentication: Authentication;
  readonly relata: Relata;
  readonly keys: Keys;
  /** The header of keys, as `authentication` has it. Default: `x-api-key`. */
  readonly header?: string;
}

/** What a route demands, and the guards that were made of it. */
interface Demanded {
  readonly policy: RoutePolicy;
  readonly guards: readonly Guard[];
}

/** Where a request names its organization. */
const ORGANIZATION = { header: "x-organization-id", name: "organizationId" } as const;

/**
 * Access of a server with keys: authentication says who is calling, and the engine whether they may. 401 where it is not known,
 * 403 where it is, and that is not enough.
 */
export class KeyedAccess implements Access {
  readonly #options: KeyedAccessOptions;
  /** Of what routes demand of the house: as many as there are words for it. */
  readonly #demanded = new Map<string, Guard>();

  constructor(options: KeyedAccessOptions) {
    this.#options = options;
  }

  get header(): string {
    return this.#options.header ?? "x-api-key";
  }

  admit(policy: RoutePolicy = {}): MiddlewareHandler<ServerEnv> {
    const guards = this.#guardsOf(policy);
    // Whether it is enough to be known.
    const isFree = guards.length === 0 && policy.kinds === undefined && policy.organization === undefined;
    const enter = (c: Context<ServerEnv>, next: Next, principal: Principal | Refusal): Promise<void> => {
      if (isRefusal(principal)) throw refusalProblem(principal);
      if (principal.taken !== undefined) setHeaders(c, limitHeaders(principal.taken));
      if (!isFree) return this.#enterGuarded(c, next, principal, { policy, guards });
      c.set("principal", principal);
      return next();
    };
    const { credential } = policy;
    const { authentication } = this.#options;
    // Why no `async`: what one of these functions keeps until all behind it is done is much of what a request takes.
    return stating(policy, (c, next) => {
      if (credential === undefined)
        return authentication.authenticate(requestFacts(c)).then((found) => enter(c, next, found));
      const shown = this.#shownBy(c, credential);
      return shown.then((facts) => authentication.authenticate(facts)).then((found) => enter(c, next, found));
    });
  }

  demand(caller: Caller, relation: string): Promise<void> {
    let guard = this.#demanded.get(relation);
    if (guard === undefined) this.#demanded.set(relation, (guard = relationGuard(this.#options.relata, relation)));
    return guard.check(known(caller)).then(throwIfRefused);
  }

  open(why: string): MiddlewareHandler<ServerEnv> {
    return openRoute(why);
  }

  async lapse(caller: Caller, policy: RoutePolicy): Promise<Refusal | undefined> {
    const principal = known(caller);
    const { key } = principal;
    const now = key === undefined ? principal : await this.#options.keys.principalOf(key, ANYWHERE);
    if (isRefusal(now)) return now;
    for (const guard of this.#guardsOf(policy)) {
      const refusal = await guard.check(now);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  async #enterGuarded(
    c: Context<ServerEnv>,
    next: Next,
    principal: Principal,
    { policy: { kinds, object, organization }, guards }: Demanded,
  ): Promise<void> {
    if (kinds !== undefined) throwIfRefused(refuseKinds(principal, kinds));
    if (organization === undefined) c.set("principal", principal);
    else {
      const named = namedOrganization(c);
      const found = await this.#options.keys.organizations.of(principal, named, organization === "required");
      if (isRefusal(found)) throw refusalProblem(found);
      c.set("principal", found === undefined ? principal : { ...principal, organization: found });
    }
    for (const guard of guards) throwIfRefused(await guard.check(principal, object?.(c)));
    await next();
  }

  /** What the request shows. A credential beside the headers counts as one of them, so that two different ones are still refused. */
  async #shownBy(
    c: Context<ServerEnv>,
    credential: (c: Context<ServerEnv>) => Promise<string | undefined>,
  ): Promise<RequestFacts> {
    const { header } = this;
    const facts = requestFacts(c);
    const beside = await credential(c);
    if (beside === undefined) return facts;
    const { headers } = facts;
    const key = headers.get(header);
    if (key !== null && key !== beside) throw refusalProblem(new Refusal("ambiguous_credentials", "credentials"));
    return { ...facts, headers: { get: (name) => (name === header ? beside : headers.get(name)) } };
  }

  #guardsOf({ permission, relation }: RoutePolicy): readonly Guard[] {
    const { relata } = this.#options;
    return [
      ...(permission === undefined ? [] : [permissionGuard(relata, permission)]),
      ...(relation === undefined ? [] : [relationGuard(relata, relation)]),
    ];
  }
}

/** Invariant: whoever asks here stands behind `admit`, so that it is known who is calling. */
function known(caller: Caller): Principal {
  if (caller === undefined) throw new Error("invariant: a route asks what its caller may, and admitted none");
  return caller;
}

function throwIfRefused(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusalProblem(refusal);
}

/** What the request names: in its path, its query or its header. A wish, which is judged. */
function namedOrganization(c: Context<ServerEnv>): string | undefined {
  const { name, header } = ORGANIZATION;
  return c.req.param(name) ?? c.req.query(name) ?? c.req.header(header);
}

function setHeaders(c: Context<ServerEnv>, headers: Readonly<Record<string, string>>): void {
  const kept = c.get("headers");
  if (kept !== undefined) return void Object.assign(kept, headers);
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}
