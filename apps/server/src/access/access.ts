import type { Principal, Refusal } from "@relata/keys";
import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";
import type { RoutePolicy } from "./route-policy.ts";

/** Who is calling; undefined where nobody is asked who they are. */
export type Caller = Principal | undefined;

/**
 * Who may call which route: each route is given what it demands. Of two kinds. `KeyedAccess` asks who is calling, and lets the engine
 * decide; `OpenAccess` lets everybody do everything, and says so.
 *
 * ```ts
 * app.post("/api/reviews", access.admit({ permission: "review:create" }), (c) => c.json(create(c.var.principal)));
 * ```
 */
export interface Access {
  /** The header of keys; undefined where none is looked at. */
  readonly header: string | undefined;

  /**
   * Middleware that lets those through whom the policy admits. It stands before whatever reads the body.
   *
   * @throws Failure `invalid_question` for a permission that is not written as `review:create`
   */
  admit(policy?: RoutePolicy): MiddlewareHandler<ServerEnv>;

  /** Middleware that says that anybody may call the route, and why: for health, for public keys, and for little else. */
  open(why: string): MiddlewareHandler<ServerEnv>;

  /**
   * For what hangs on the body of a request: the caller holds this relation or permission of the house.
   *
   * @throws Problem `forbidden`
   */
  demand(caller: Caller, relation: string): Promise<void>;

  /**
   * Asks again, for answers that go on: why who was let through would not be now; undefined where they would. It takes nothing of
   * limits, and does not look at addresses.
   *
   * @throws Failure as `admit`, and as the stores
   */
  lapse(caller: Caller, policy: RoutePolicy): Promise<Refusal | undefined>;
}
