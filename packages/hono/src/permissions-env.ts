import type { Schema } from "@relata/core";
import type { CallerPermissions } from "@relata/middleware";

/** What guards keep in the context of a request: `c.var.permissions`. For applications that are typed ahead of their routes. */
export interface PermissionsEnv<S extends Schema = Schema> {
  readonly Variables: { readonly permissions: CallerPermissions<S> };
}
