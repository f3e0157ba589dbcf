export {
  CallerPermissions,
  type Accessible,
  type AccessiblePage,
  type Caller,
  type GuardsOptions,
} from "@relata/middleware";
export { failureResponse } from "./failure-response.ts";
export { guards, type AuthorizeOptions } from "./guards.ts";
export type { PermissionsEnv } from "./permissions-env.ts";
