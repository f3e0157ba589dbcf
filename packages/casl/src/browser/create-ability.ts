import { createMongoAbility, type Subject } from "@casl/ability";
import type { Schema } from "@relata/core";
import type { AbilityOf, RuleOf } from "./abilities.ts";

const TAG = "__caslSubjectType__";

/**
 * The type of an object: the one that `subject(type, row)` of CASL gave it, else its own `type`. Only properties of its own count.
 * An object that says none is of no type, and so nothing is allowed of it: never the name of its class, which a bundler changes.
 */
export function detectSubjectType(object: Exclude<Subject, string>): string {
  const type: unknown = Object.hasOwn(object, TAG) ? own(object, TAG) : own(object, "type");
  return typeof type === "string" ? type : "";
}

function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** An ability with these rules: CASL's own, which knows types as the model does. */
export function createAbility<S extends Schema = Schema>(rules: readonly RuleOf<S>[]): AbilityOf<S> {
  // Why a cast: CASL types its options by the abilities, and a type that is told from an object is always a text here.
  const ability = createMongoAbility([...rules] as never, { detectSubjectType: detectSubjectType as never });
  return ability as unknown as AbilityOf<S>;
}
