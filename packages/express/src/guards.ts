import type { Relata, Schema, Store } from "@relata/core";
import {
  CallerPermissions,
  Guards,
  type Demand,
  type Denial,
  type GuardsOptions,
  type MaybePromise,
  type NameFor,
  type ObjectGiven,
  type ResourceFor,
} from "@relata/middleware";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { answer } from "./answer.ts";
import type { PermissionsLocals } from "./permissions-locals.ts";

// oxlint-disable typescript/no-explicit-any -- Why: so Express declares what it knows nothing of.
type AnyRequest = Request<any, any, any, any, any>;
type Guard<S extends Schema, P> = RequestHandler<P, any, any, any, PermissionsLocals<S>>;
type RequestOf<S extends Schema, P> = Request<P, any, any, any, PermissionsLocals<S>>;
// oxlint-enable typescript/no-explicit-any

/** What Express finds in the path. */
interface Params {
  readonly [name: string]: string | string[];
}

/** What a guard of a route may say besides. */
export interface AuthorizeOptions<S extends Schema, O, R> {
  /** What is known of the object, for policies. */
  readonly resource?: (request: R) => MaybePromise<ResourceFor<S, O>>;
  /** Whether what is forbidden is answered as what is not there: 404, and not 403. */
  readonly hide?: boolean;
}

/**
 * Permissions in the routes of an application. `authenticate` lets in whoever is known, and `authorize` whoever may; behind either, a
 * handler asks `response.locals.permissions`.
 *
 * ```ts
 * const { authenticate, authorize } = guards(relata, { principal: (request) => userOf(request) });
 * app.get("/documents", authenticate, async (_, response) => {
 *   response.json(await response.locals.permissions.accessible("view", "document"));
 * });
 * app.get("/documents/:id", authorize("view", (request) => `document:${request.params.id}`), show);
 * ```
 *
 * Nobody known is 401, and whoever may not is 403: `application/problem+json`, with what is missing. A request that says nonsense is 400.
 * A failure of the engine goes to `next`, as an error whose `status` is 500 or 503: neither is an admission nor a denial.
 */
export function guards<S extends Schema, Db extends Store>(
  relata: Relata<S, Db>,
  options: GuardsOptions<AnyRequest, S>,
) {
  const shared = new Guards<S, AnyRequest>(relata, options);

  const enter = async (request: AnyRequest, response: Response): Promise<Denial | undefined> => {
    const admitted = await shared.admit(request);
    if (!(admitted instanceof CallerPermissions)) return admitted;
    response.locals["permissions"] = admitted;
    return undefined;
  };
  const authenticate: Guard<S, Params> = (request, response, next) =>
    passing(response, next, async () => enter(request, response));

  /** @throws Failure `unknown_permission` where no type of the model has it */
  function authorize<const O extends ObjectGiven, P = Params>(
    permission: NameFor<S, O>,
    object: O | ((request: RequestOf<S, P>) => MaybePromise<O>),
    given: AuthorizeOptions<S, O, RequestOf<S, P>> = {},
  ): Guard<S, P> {
    shared.require(permission);
    const demand = { permission, object, ...given } as Demand<AnyRequest>;
    return (request, response, next) =>
      passing(response, next, async () => (await enter(request, response)) ?? (await shared.denialOf(request, demand)));
  }

  return { authenticate, authorize };
}

/** Why nothing is thrown: Express 4 would not notice. What `next` itself throws is not caught here. */
async function passing(
  response: Response,
  next: NextFunction,
  decide: () => Promise<Denial | undefined>,
): Promise<void> {
  let denial: Denial | undefined;
  try {
    denial = await decide();
  } catch (error) {
    next(error);
    return;
  }
  if (denial === undefined) next();
  else answer(response, denial);
}
