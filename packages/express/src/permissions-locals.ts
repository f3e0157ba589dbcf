import type { Schema } from "@relata/core";
import type { CallerPermissions } from "@relata/middleware";

/** What guards keep of a request: `response.locals.permissions`. For handlers that are typed ahead of their routes. */
export type PermissionsLocals<S extends Schema = Schema> = {
  permissions: CallerPermissions<S>;
};
