import type { HttpBindings } from "@hono/node-server";
import type { Principal } from "@relata/keys";

/** What a request carries through the application: its socket, where there is one, and who is calling, once that is known. */
export interface ServerEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    principal: Principal;
    /** Whether a policy was met on the way. */
    isStated?: true;
    /** The parameters of the body, where it is a form. */
    form?: URLSearchParams;
  };
}
