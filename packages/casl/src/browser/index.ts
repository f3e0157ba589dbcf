export type { Abilities, AbilityOf, PermissionName, Resource, RuleOf } from "./abilities.ts";
export { createAbility, detectSubjectType } from "./create-ability.ts";
export { unpackRules, type PackedRules, type UnpackedRules } from "./packed-rules.ts";
export type { Absent } from "../rule.ts";
