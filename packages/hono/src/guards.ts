import type { Relata, Schema, Store } from "@relata/core";
import {
  CallerPermissions,
  denialBody,
  Fault,
  Guards,
  problemResponse,
  type Denial,
  type Demand,
  type GuardsOptions,
  type MaybePromise,
  type NameFor,
  type ObjectGiven,
  type ResourceFor,
} from "@relata/middleware";
import type { Context, Env, Input, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PermissionsEnv } from "./permissions-env.ts";

/** What a guard of a route may say besides. */
export interface AuthorizeOptions<S extends Schema, O, C> {
  /** What is known of the object, for policies. */
  readonly resource?: (c: C) => MaybePromise<ResourceFor<S, O>>;
  /** Whether what is forbidden is answered as what is not there: 404, and not 403. */
  readonly hide?: boolean;
}

/**
 * Permissions in the routes of an application. `authenticate` lets in whoever is known, and `authorize` whoever may; behind either, a
 * handler asks `c.var.permissions`.
 *
 * ```ts
 * const { authenticate, authorize } = guards(relata, { principal: (c) => userOf(c) });
 * app.get("/documents", authenticate, async (c) => c.json(await c.var.permissions.accessible("view", "document")));
 * app.get("/documents/:id", authorize("view", (c) => `document:${c.req.param("id")}`), show);
 * ```
 *
 * Nobody known is 401, and whoever may not is 403: `application/problem+json`, with what is missing. A request that says nonsense is 400.
 * A failure of the engine is thrown as an `HTTPException` of 500 or 503: neither is an admission nor a denial.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- Why: so Hono declares what it is not told of an application.
export function guards<S extends Schema, Db extends Store, E extends Env = any>(
  relata: Relata<S, Db>,
  options: GuardsOptions<Context<E>, S>,
) {
  const shared = new Guards<S, Context>(relata, options);

  const enter = async (c: Context): Promise<Response | undefined> => {
    const admitted = await unlessFault(shared.admit(c));
    if (!(admitted instanceof CallerPermissions)) return answerOf(admitted);
    c.set("permissions", admitted);
    return undefined;
  };
  const authenticate: MiddlewareHandler<PermissionsEnv<S>> = async (c, next) => (await enter(c)) ?? next();

  /** @throws Failure `unknown_permission` where no type of the model has it */
  function authorize<const O extends ObjectGiven, P extends string = string, I extends Input = {}>(
    permission: NameFor<S, O>,
    object: O | ((c: Context<E, P, I>) => MaybePromise<O>),
    given: AuthorizeOptions<S, O, Context<E, P, I>> = {},
  ): MiddlewareHandler<PermissionsEnv<S>, P, I> {
    shared.require(permission);
    const demand = { permission, object, ...given } as Demand<Context>;
    const decide = async (c: Context): Promise<Response | undefined> => {
      const denial = await unlessFault(shared.denialOf(c, demand));
      return denial === undefined ? undefined : answerOf(denial);
    };
    return async (c, next) => (await enter(c)) ?? (await decide(c)) ?? next();
  }

  return { authenticate, authorize };
}

async function unlessFault<T>(deciding: Promise<T>): Promise<T> {
  try {
    return await deciding;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { told, message } = cause;
    throw new HTTPException(told.status as ContentfulStatusCode, { res: problemResponse(told), message, cause });
  }
}

function answerOf(denial: Denial): Response {
  return problemResponse(denial, denialBody(denial));
}
