import type { Relata, Schema, Store, SubjectInput, TypeName } from "@relata/core";
import { earlier, type Instant, type InstantInput, type JsonObject } from "@relata/model";
import { askedOf } from "./asked.ts";
import type { AbilityOf, PermissionName, RuleOf } from "./browser/abilities.ts";
import { createAbility } from "./browser/create-ability.ts";
import { entriesOf } from "./lists/entries.ts";
import { openAnswers } from "./open-answer.ts";
import type { Absent, Rule, Ruled } from "./rule.ts";
import { rulesOfType } from "./rules-of-type.ts";

/** Of what rules are to be, and what bounds them. */
export interface RulesInput<S extends Schema = Schema> {
  /** Those that the application shows. */
  readonly types: readonly TypeName<S>[];
  /** Only these permissions; all of the types unless given. */
  readonly permissions?: readonly PermissionOf<S>[];
  /** `context.*`, and plain policy parameters. What is missing stays unknown, and so allows nothing. */
  readonly context?: string extends TypeName<S> ? JsonObject : S["context"];
  /** The instant to ask at; the present unless given. */
  readonly now?: InstantInput;
  /** How many objects the rules may name, also to leave them out. Default: 1,000. */
  readonly maxObjects?: number;
}

type PermissionOf<S extends Schema> =
  string extends TypeName<S> ? string : { [T in TypeName<S>]: PermissionName<S, T> }[TypeName<S>];

/**
 * The rules of CASL for what a subject may do: on which objects, on which of them if their attributes are so, and on all that
 * nothing names. Of one state, and of one instant.
 *
 * Law: what an ability with these rules allows, of a resource with the `id` of an object and with its attributes, `check` allows of
 * that object with those attributes, whatever else the resource holds. Where `absent` is empty, and the attributes are of their types,
 * the ability allows nothing less.
 *
 * Cost: a list for each type, and an explanation for each permission of an object that waits for attributes.
 *
 * @throws Failure `budget_exceeded` where the rules would name more objects than they may, `invalid_question`, `invalid_reference`,
 *   `unknown_type`, `unknown_permission`, `unknown_relation`
 */
export async function rulesFor<S extends Schema, Db extends Store>(
  relata: Relata<S, Db>,
  subject: SubjectInput<S>,
  input: RulesInput<S>,
): Promise<Ruled<S>> {
  // Why casts: below, names are looked up in the model, and the schema is forgotten.
  const engine = relata as unknown as Relata;
  const token = await engine.token();
  const asked = askedOf(engine, subject, input as unknown as RulesInput, token);
  const say = openAnswers(engine, asked);
  const [rules, absent, ends]: [Rule[], Absent[], Instant[]] = [[], [], []];
  let left = asked.maxObjects;
  for (const [type, permissions] of asked.permissions) {
    if (permissions.length === 0) continue;
    const entries = await entriesOf(engine, asked, type, permissions, left);
    left -= entries.named.size;
    ends.push(...entries.ends);
    const ofType = await rulesOfType(entries, asked, say);
    rules.push(...ofType.rules);
    absent.push(...ofType.absent);
  }
  const until = ends.reduce<Instant | undefined>(earlier, undefined);
  return { rules: rules as unknown as RuleOf<S>[], absent, token, ...(until !== undefined && { validUntil: until }) };
}

/**
 * An ability of CASL for what a subject may do now: it stays as it is.
 *
 * ```ts
 * const ability = await abilityFor(relata, "user:ann", { types: ["invoice"] });
 * ability.can("approve", subject("invoice", row));
 * ```
 *
 * @throws Failure as `rulesFor`
 */
export async function abilityFor<S extends Schema, Db extends Store>(
  relata: Relata<S, Db>,
  subject: SubjectInput<S>,
  input: RulesInput<S>,
): Promise<AbilityOf<S>> {
  return createAbility<S>((await rulesFor(relata, subject, input)).rules);
}
