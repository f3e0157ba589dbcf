import type { Refuse } from "./fit.ts";
import type { RelationOf, TypeName, TypeOfText } from "./names.ts";
import type { Schema } from "./schema.ts";
import type { SubjectText } from "./subject-input.ts";
import type { KindOf, KindsOf } from "./tuple-kinds.ts";

/** A tuple as text, to hold in a variable: of each type its relations. */
export type TupleText<S extends Schema> = TextOf<S, TypeName<S>>;

type TextOf<S extends Schema, T extends string> = T extends string
  ? `${T}:${string}#${RelationOf<S, T>}@${string}`
  : never;

/** What the text of a key must be: a relation of the object's type, and any subject. */
export type KeyTextForm<S extends Schema, Given extends string> = Given extends `${infer Ref}#${infer Rest}`
  ? [TypeOfText<S, Ref>] extends [never]
    ? AnyText<S>
    : Rest extends `${infer R}@${string}`
      ? R extends RelationOf<S, TypeOfText<S, Ref>>
        ? Given
        : IfUnwritten<R, Given, TextOf<S, TypeOfText<S, Ref>>>
      : TextOf<S, TypeOfText<S, Ref>>
  : AnyText<S>;

/**
 * What the text of a tuple must be: as of a key, and then a subject that the relation admits, with a policy if it must.
 * Each part is looked up in what the parts before it name. What is not written out (`${id}`) is judged at run time.
 */
export type TupleTextForm<S extends Schema, Given extends string> =
  Given extends KeyTextForm<S, Given>
    ? Given extends `${infer Ref}#${infer Rest}`
      ? Rest extends `${infer R}@${infer Who}`
        ? IfUnwritten<R | Who, Given, AdmittedText<S, TypeOfText<S, Ref>, R, Who, Given>>
        : never
      : never
    : KeyTextForm<S, Given>;

type AnyText<S extends Schema> = `${TypeName<S>}:${string}#${string}@${string}`;

type IfUnwritten<Part, Then, Else> = string extends Part ? Then : Else;

type AdmittedText<S extends Schema, T extends string, R extends string, Who extends string, Given> =
  KindOfText<S, Who> extends infer Kind extends keyof KindsOf<S, T, R> & string
    ? PolicyName<Who> extends KindsOf<S, T, R>[Kind]
      ? Given
      : Refuse<Given, WithPolicy<`${T}:${string}#${R}@${SubjectText<Kind>}`, KindsOf<S, T, R>[Kind]>>
    : Refuse<Given, `${T}:${string}#${R}@${SubjectText<keyof KindsOf<S, T, R> & string>}`>;

/** The kind of what stands before the first blank. */
type KindOfText<S extends Schema, Who extends string> = Who extends `${infer Subject} ${string}`
  ? KindOf<S, Subject>
  : KindOf<S, Who>;

/** The policy that is named behind the subject, or `undefined`. */
type PolicyName<Who extends string> = Who extends `${string} with ${infer Policy}`
  ? Policy extends `${infer Name} ${string}`
    ? Name
    : Policy
  : undefined;

type WithPolicy<Key extends string, Policy> =
  | (undefined extends Policy ? Key : never)
  | (Policy extends string ? `${Key} with ${Policy}` | `${Key} with ${Policy} ${string}` : never);
