import type { SubjectRef } from "@relata/model";
import type { SubjectInput as AnySubject } from "../question-input.ts";
import type { Refuse } from "./fit.ts";
import type { NameAt, NameOf, TypeName, TypeOf, TypeOfText } from "./names.ts";
import type { Schema } from "./schema.ts";

/** Who asks: one reference in either form, or several that must all be allowed. */
export type SubjectInput<S extends Schema = Schema> =
  string extends TypeName<S>
    ? AnySubject
    : SubjectOf<S["subjects"]> | { readonly allOf: readonly SubjectOf<S["subjects"]>[] };

/** References of these kinds, in either form. */
export type SubjectOf<Kind extends string> = SubjectText<Kind> | SubjectObject<Kind>;

/** `user:${string}` of the kind `user`, `group:${string}#member` of `group#member`, `user:*` of `user:*`. */
export type SubjectText<Kind extends string> = Kind extends `${infer T}#${infer R}`
  ? `${T}:${string}#${R}`
  : Kind extends `${string}:*`
    ? Kind
    : `${Kind}:${string}`;

type SubjectObject<Kind extends string> = Kind extends `${infer T}#${infer R}`
  ? { readonly type: T; readonly id: string; readonly relation: R }
  : Kind extends `${infer T}:*`
    ? { readonly type: T; readonly id: "*"; readonly relation?: never }
    : { readonly type: Kind; readonly id: string; readonly relation?: never };

/** The kinds that are a type, and not a subject set of it. */
export type PlainKind<S extends Schema> = Exclude<S["subjects"], `${string}#${string}`>;

/** What a subject must be, in the form that it was given in. A subject set may be of any declared name. */
export type SubjectForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnySubject
    : Given extends { readonly allOf: infer All }
      ? { readonly allOf: { readonly [K in keyof All]: OneSubjectForm<S, All[K]> } }
      : OneSubjectForm<S, Given>;

/** As `SubjectForm`, of one reference. */
export type OneSubjectForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? string | SubjectRef
    : Given extends string
      ? TextForm<S, Given>
      : Given extends { readonly relation: string }
        ? { readonly type: TypeName<S>; readonly id: string; readonly relation: NameAt<S, TypeOf<S, Given>> }
        : { readonly type: PlainKind<S>; readonly id: string; readonly relation?: never };

type TextForm<S extends Schema, Given extends string> = Given extends `${infer Ref}#${string}`
  ? SetForm<S, TypeOfText<S, Ref>, Given>
  : [TypeOfText<S, Given>] extends [never]
    ? SubjectText<S["subjects"]>
    : TypeOfText<S, Given> extends PlainKind<S>
      ? Given
      : SubjectText<S["subjects"]>;

/** Of a type that has no names, or that is none, what could be a subject at all. */
type SetForm<S extends Schema, T extends string, Given> = [T] extends [never]
  ? Refuse<Given, SubjectText<S["subjects"]>>
  : [NameOf<S, T>] extends [never]
    ? Refuse<Given, SubjectText<S["subjects"]>>
    : `${T}:${string}#${NameOf<S, T>}`;
