export {
  CallerPermissions,
  type Accessible,
  type AccessiblePage,
  type Caller,
  type GuardsOptions,
} from "@relata/middleware";
export { answerFailures } from "./answer-failures.ts";
export { guards, type AuthorizeOptions } from "./guards.ts";
export type { PermissionsLocals } from "./permissions-locals.ts";
