import type { SubjectRef } from "@relata/model";
import type { SubjectInput as AnySubject } from "../question-input.ts";
import type { Refuse } from "./fit.ts";
import type { NameAt, NameOf, TypeName, TypeOf, TypeOfText } from "./names.ts";
import type { ObjectRefOf } from "./object-input.ts";
import type { Schema } from "./schema.ts";

/** Who asks: one reference in either form, or several that must all be allowed. */
export type SubjectInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnySubject : SubjectOf<S["subjects"]> | AllOf<readonly SubjectOf<S["subjects"]>[]>;

/** Why an interface, here and below: as `ObjectRefOf`. */
interface AllOf<Subjects> {
  readonly allOf: Subjects;
}

interface SetRefOf<T, R> extends ObjectRefOf<T> {
  readonly relation: R;
}

interface PlainRefOf<T> extends ObjectRefOf<T> {
  readonly relation?: never;
}

interface WildcardOf<T> extends PlainRefOf<T> {
  readonly id: "*";
}

/** References of these kinds, in either form. */
export type SubjectOf<Kind extends string> = SubjectText<Kind> | SubjectObject<Kind>;

/** `user:${string}` of the kind `user`, `group:${string}#member` of `group#member`, `user:*` of `user:*`. */
export type SubjectText<Kind extends string> = Kind extends `${infer T}#${infer R}`
  ? `${T}:${string}#${R}`
  : Kind extends `${string}:*`
    ? Kind
    : `${Kind}:${string}`;

type SubjectObject<Kind extends string> = Kind extends `${infer T}#${infer R}`
  ? SetRefOf<T, R>
  : Kind extends `${infer T}:*`
    ? WildcardOf<T>
    : PlainRefOf<Kind>;

/** The kinds that are a type, and not a subject set of it. */
type PlainKind<S extends Schema> = Exclude<S["subjects"], `${string}#${string}`>;

/** What a subject must be, in the form that it was given in. A subject set may be of any declared name. */
export type SubjectForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnySubject
    : Given extends { readonly allOf: infer All }
      ? AllOf<{ readonly [K in keyof All]: OneSubjectForm<S, All[K]> }>
      : OneSubjectForm<S, Given>;

/** As `SubjectForm`, of one reference. */
export type OneSubjectForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? string | SubjectRef
    : Given extends string
      ? TextForm<S, Given>
      : Given extends { readonly relation: infer R extends string }
        ? SetObjectForm<S, TypeOf<S, Given>, R>
        : PlainRefOf<Fitting<TypeOf<S, Given>, PlainKind<S>>>;

type TextForm<S extends Schema, Given extends string> = Given extends `${infer Ref}#${infer R}`
  ? R extends NameOf<S, TypeOfText<S, Ref>>
    ? Given
    : Refuse<Given, SetText<S, TypeOfText<S, Ref>>>
  : Fitting<TypeOfText<S, Given>, PlainKind<S>> extends TypeOfText<S, Given>
    ? Given
    : SubjectText<S["subjects"]>;

type SetObjectForm<S extends Schema, T, R> = SetRefOf<Fitting<T, TypeName<S>>, Fitting<R, NameAt<S, T>>>;

/** The sets of a type; where it has no names, or is none, what could be a subject at all. */
type SetText<S extends Schema, T extends string> = [NameOf<S, T>] extends [never]
  ? SubjectText<S["subjects"]>
  : `${T}:${string}#${NameOf<S, T>}`;

/** The name where it is one of those there are, and else all that there are. */
type Fitting<Name, There> = [Name] extends [never] ? There : [Name] extends [There] ? Name : There;

/** What a list of subjects is of: `user`, `group#member`. Of a type that is known, its sets; and else, a plain kind. */
export type KindForm<S extends Schema, Kind> = Kind extends `${infer T extends TypeName<S>}#${infer R}`
  ? `${T}#${Fitting<R, NameOf<S, T>> & string}`
  : Fitting<Kind, PlainKind<S>>;
