import type { Instant } from "@relata/model";
import type { Dialect } from "../dialects/dialect.ts";
import type { CompiledPermission } from "../compile/compiled-permission.ts";
import type { Aliases } from "./aliases.ts";
import type { Nesting } from "./nesting.ts";

/** What one expression is written with. */
export interface Writing {
  readonly compiled: CompiledPermission;
  readonly dialect: Dialect;
  readonly aliases: Aliases;
  readonly nesting: Nesting;
  readonly now: Instant;
}
