import type { PrincipalKind } from "@relata/keys";
import type { Context } from "hono";
import type { ServerEnv } from "../server-env.ts";

/** What a route demands of its callers, besides that it is known who they are. */
export interface RoutePolicy {
  /** Only callers of these kinds: `["user"]` for what people do in browsers. */
  readonly kinds?: readonly PrincipalKind[];
  /** `review:create`: the caller may `create` the object, or else every object of the type `review`. */
  readonly permission?: string;
  /** The caller holds this relation or permission of the object, or else of the house: `admin`. */
  readonly relation?: string;
  /** What it takes of the house to ask about anybody but oneself. Who is asked about stands in the body: see `Access.demand`. */
  readonly forOthers?: string;
  /** Which object is meant: `"project:" + c.req.param("id")`. */
  readonly object?: (c: Context<ServerEnv>) => string;
  /** Whether the request must name an organization that the caller belongs to, or only may. Default: it is not looked at. */
  readonly organization?: "required" | "optional";
  /** A credential that stands elsewhere than in the headers, as in the body of an exchange. */
  readonly credential?: (c: Context<ServerEnv>) => Promise<string | undefined>;
}

/** A route that anybody may call, with the reason for it. */
export interface OpenRoute {
  readonly open: string;
}
