export type { Abilities, AbilityOf, PermissionName, Resource, RuleOf } from "./browser/abilities.ts";
export { createAbility, detectSubjectType } from "./browser/create-ability.ts";
export { unpackRules, type PackedRules, type UnpackedRules } from "./browser/packed-rules.ts";
export { packRules, type PackOptions } from "./pack-rules.ts";
export type { Absent, Ruled } from "./rule.ts";
export { abilityFor, rulesFor, type RulesInput } from "./rules-for.ts";
export { RulesWatch } from "./live/rules-watch.ts";
export { liveAbility, watchRules, type LiveAbility, type WatchRulesInput } from "./live/watch-rules.ts";
