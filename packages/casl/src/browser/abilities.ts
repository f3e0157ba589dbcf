import type { ForcedSubject, MongoAbility, RawRuleOf, Subject } from "@casl/ability";
import type { Schema, TypeName } from "@relata/core";

/** The permissions of a type of the model. */
export type PermissionName<S extends Schema, T> =
  T extends TypeName<S> ? keyof S["types"][T]["permissions"] & string : never;

/** An object that an ability is asked about: a row, under the type that `subject` gave it, or one that says its own. */
export type Resource<T> = ForcedSubject<T> | { readonly type: T; readonly id: string };

/** What an ability may be asked: a permission of a type, on the type or on an object of it. */
export type Abilities<S extends Schema> =
  string extends TypeName<S>
    ? [string, Subject]
    : { [T in TypeName<S>]: [PermissionName<S, T>, T | Resource<T>] }[TypeName<S>];

/** An ability of CASL, typed from the model. */
export type AbilityOf<S extends Schema = Schema> = MongoAbility<Abilities<S>>;

/** A rule as that ability takes it. */
export type RuleOf<S extends Schema = Schema> = RawRuleOf<AbilityOf<S>>;
